"""Target: make_app

Mistake: time.sleep in a handler
Why: it stops the loop, and so every other client
Message: While one handler holds the loop, all other clients wait.
"""

import html
import time

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        time.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        time.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
