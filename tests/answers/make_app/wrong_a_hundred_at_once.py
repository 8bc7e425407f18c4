"""Target: make_app

Mistake: a thread for each client, but no more than a hundred
Why: the next client waits until one of the hundred is done
Message: A hundred and twenty clients wait at the same time
"""

import asyncio
import html
import time
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web


def make_app(delay=0.5):
    pool = ThreadPoolExecutor(100)

    async def pause():
        await asyncio.get_running_loop().run_in_executor(pool, time.sleep, delay)

    async def index(request):
        await pause()
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await pause()
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app
