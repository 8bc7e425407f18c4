"""Target: main

Approach: a coroutine that is cancelled by the signals
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


async def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("-p", "--port", type=int, default=0)
    port = parser.parse_args(argv).port
    me = asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    runner = web.AppRunner(make_app())
    await runner.setup()
    try:
        await web.TCPSite(runner, "localhost", port).start()
        print(f"Open http://localhost:{port}/ in your browser")
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        me.uncancel()
    finally:
        await runner.cleanup()
    return 0
