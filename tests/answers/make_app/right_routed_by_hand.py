"""Target: make_app

Approach: one route for everything, and a handler that takes paths and methods apart itself
"""

import asyncio
import html
from urllib.parse import unquote

from aiohttp import web


def make_app(delay=0.5):
    async def dispatch(request):
        match request.rel_url.raw_path.split("/")[1:]:
            case [""]:
                body = "<h1>Index</h1>"
            case ["hello", name] if name:
                body = f"<h1>hello, {html.escape(unquote(name))}!</h1>"
            case _:
                return web.Response(status=404, text="no such page")
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        await asyncio.sleep(delay)
        return web.Response(body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", dispatch)
    return app
