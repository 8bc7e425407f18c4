"""Target: make_app

Mistake: escapes the name in two places
Why: the visitor reads &amp; instead of &
Message: a name is shown as text, never as markup
"""

import asyncio
from html import escape

from aiohttp import web


def page(title):
    return web.Response(text=f"<h1>{escape(title)}</h1>", content_type="text/html")


def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(delay)
        return page("Index")

    async def hello(request):
        await asyncio.sleep(delay)
        return page(f"hello, {escape(request.match_info['name'])}!")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
