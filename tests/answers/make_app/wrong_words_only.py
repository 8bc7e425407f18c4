"""Target: make_app

Mistake: {name:\\w+}: names of letters only
Why: a name with a blank or an apostrophe is 404 instead of escaped
Message: a name is shown as text, never as markup
"""

import asyncio
import html

from aiohttp import web


def make_app(delay=0.5):
    routes = web.RouteTableDef()

    @routes.get("/")
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    @routes.get(r"/hello/{name:\w+}")
    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes(routes)
    return app
