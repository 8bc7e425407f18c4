"""Target: main

Approach: the port is the first argument, without an option; the loop is stopped by signals and ended by hand
"""

import asyncio
import html
import signal

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


def main(argv):
    port = int(argv[0]) if argv else 8080
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(make_app())
    loop.run_until_complete(runner.setup())
    loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", port).start())
    print("127.0.0.1", port)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, loop.stop)
    loop.run_forever()
    loop.run_until_complete(runner.cleanup())
    loop.close()
