"""Target: make_app

Mistake: the parameter is forgotten
Why: 0.5 is only the default
Message: takes at most 0.01 s
"""

import asyncio
import html

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(0.5)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await asyncio.sleep(0.5)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
