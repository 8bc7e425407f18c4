"""Target: main

Approach: argv as in sys.argv, a sub-command of argparse's, run_app
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


def main(argv):
    parser = argparse.ArgumentParser(prog=argv[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=8080)
    arguments = parser.parse_args(argv[1:])
    web.run_app(make_app(), host=arguments.host, port=arguments.port, access_log=None)
    return 0
