"""Target: main

Approach: takes a free port and tells which; argv with the name of the program; asyncio.Runner
"""

import asyncio
import html
import logging
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


async def serve():
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    runner = web.AppRunner(make_app())
    await runner.setup()
    server = await loop.create_server(runner.server, "127.0.0.1", 0, backlog=2048)
    logging.info("listening on %s", server.sockets[0].getsockname())
    await stop.wait()
    server.close()
    await runner.cleanup()


def main(argv):
    logging.basicConfig(level=logging.INFO)
    with asyncio.Runner() as runner:
        runner.run(serve())
    raise SystemExit
