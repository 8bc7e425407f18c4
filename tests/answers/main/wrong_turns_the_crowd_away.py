"""Target: main

Mistake: refuses everybody after the first hundred
Why: a thousand clients who wait for half a second are no load at all
Message: visitors got: 503
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
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app


def main(argv):
    present = 0

    @web.middleware
    async def at_most_a_hundred(request, handler):
        nonlocal present
        if present >= 100:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        present += 1
        try:
            return await handler(request)
        finally:
            present -= 1

    app = make_app()
    app.middlewares.append(at_most_a_hundred)
    web.run_app(app, host="127.0.0.1", port=int(argv[1]))
