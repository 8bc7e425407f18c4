"""Target: main

Mistake: returns the number of the signal
Why: for who started it, anything but 0 is a failure
Message: ends with exit code 0 on SIGTERM
"""

import argparse
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
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, lambda number=number: over.done() or over.set_result(number))
    runner = web.AppRunner(make_app())
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        print(f"http://127.0.0.1:{port}")
        return await over
    finally:
        await runner.cleanup()


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    return asyncio.run(serve(parser.parse_args(argv).port))
