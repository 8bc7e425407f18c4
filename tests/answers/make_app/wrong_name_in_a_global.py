"""Target: make_app

Mistake: keeps the request's name in a variable that all requests share
Why: during the await another request sets it
Message: Each client gets the name that it asked for.
"""

import asyncio
import html

from aiohttp import web


def make_app(delay=0.5):
    state = {}

    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        state["name"] = request.match_info["name"]
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(state['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
