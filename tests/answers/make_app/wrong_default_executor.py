"""Target: make_app

Mistake: time.sleep in the default executor
Why: that has few threads (CPUs + 4, at most 32): more visitors than threads wait in turn
Message: at the same time
"""

import asyncio
import html
import time

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        await asyncio.to_thread(time.sleep, delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await asyncio.to_thread(time.sleep, delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
