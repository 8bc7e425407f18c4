"""Target: make_app

Approach: one decorated route table, markupsafe-like escaping by hand, a middleware that adds the delay
"""

import asyncio

from aiohttp import web


def make_app(delay=0.5):
    routes = web.RouteTableDef()

    @routes.get("/")
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(body=b"<h1>Index</h1>", headers={"Content-Type": "text/html; charset=utf-8"})

    @routes.get(r"/hello/{name:[^/]+}")
    async def hello(request):
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        loop.call_later(delay, done.set_result, None)
        await done
        name = request.match_info["name"].translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;", 39: "&#39;"})
        return web.Response(text=f"<h1>hello, {name}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes(routes)
    return app
