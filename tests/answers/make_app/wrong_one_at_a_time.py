"""Target: make_app

Mistake: a lock around the pause
Why: the loop is free, yet one visitor waits for the other
Message: Fifty clients wait at the same time, not one after the other.
"""

import asyncio
import html

from aiohttp import web


def make_app(delay=0.5):
    lock = asyncio.Lock()

    async def index(request):
        async with lock:
            await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        async with lock:
            await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
