"""Target: make_app

Mistake: routes for every method
Why: a POST is answered like a GET
Message: another method is 405
"""

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
    app.router.add_route("*", "/", index)
    app.router.add_route("*", "/hello/{name}", hello)
    return app
