"""Target: main

Mistake: sys.exit in the signal handler
Why: it leaves at once: requests in flight are lost
Message: answers every request that it has accepted
"""

import argparse
import asyncio
import html
import os
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
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(f"http://127.0.0.1:{port}")
    await asyncio.Event().wait()


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    asyncio.run(serve(parser.parse_args(argv).port))
