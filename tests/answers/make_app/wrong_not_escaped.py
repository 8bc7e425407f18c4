"""Target: make_app

Mistake: puts the name into the page as it came
Why: a name such as <script> runs in the visitor's browser
Message: a name is shown as text, never as markup
"""

import asyncio

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {request.match_info['name']}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
