"""Target: make_app

Mistake: no content type
Why: the default of web.Response(text=...) is text/plain: the browser shows the tags
Message: text/plain
"""

import asyncio
import html

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>")

    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
