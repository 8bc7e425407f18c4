"""Target: main

Mistake: a signal handler that raises KeyboardInterrupt, and asyncio.run
Why: asyncio.run cancels all tasks at once, the requests among them
Message: answers every request that it has accepted
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


async def serve(port):
    runner = web.AppRunner(make_app())
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        print(f"http://127.0.0.1:{port}")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


def interrupt(number, frame):
    raise KeyboardInterrupt


def main(argv):
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    try:
        asyncio.run(serve(int(argv[1])))
    except KeyboardInterrupt:
        pass
    return 0
