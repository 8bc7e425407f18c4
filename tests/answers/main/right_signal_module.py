"""Target: main

Approach: signal.signal and call_soon_threadsafe, a runner, sys.exit(0)
"""

import asyncio
import html
import signal
import sys

from aiohttp import web

def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app


async def serve(port):
    loop = asyncio.get_running_loop()
    over = loop.create_future()

    def end(number, frame):
        loop.call_soon_threadsafe(lambda: over.done() or over.set_result(number))

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    runner = web.AppRunner(make_app(), handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    print("Serving at", *(f"http://{host}:{port}/" for host, port in runner.addresses))
    await over
    await runner.cleanup()


def main(argv):
    port = int(argv[argv.index("--port") + 1]) if "--port" in argv else 8080
    asyncio.run(serve(port))
    sys.exit(0)
