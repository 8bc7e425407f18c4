"""Target: make_app

Mistake: async def make_app
Why: calling it gives a coroutine, not an application
Message: there is no web.Application to serve
"""

import asyncio
import html

from aiohttp import web


async def make_app(delay=0.5):
    def pause():
        return asyncio.sleep(delay)

    async def index(request):
        await pause()
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await pause()
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
