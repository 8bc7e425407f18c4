"""Target: main

Mistake: waits for KeyboardInterrupt only
Why: SIGTERM, which init systems and containers send, ends the process at once
Message: died of SIGTERM
"""

import argparse
import asyncio
import html

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


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    try:
        asyncio.run(serve(parser.parse_args(argv).port))
    except KeyboardInterrupt:
        pass
