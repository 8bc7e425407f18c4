"""Target: make_app

Approach: blocking sleeps, but in a thread for each request
"""

import asyncio
import html
import threading
import time

from aiohttp import web


async def pause(seconds):
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def wait():
        time.sleep(seconds)
        loop.call_soon_threadsafe(done.set_result, None)

    threading.Thread(target=wait, daemon=True).start()
    await done


class Pages:
    def __init__(self, delay):
        self.delay = delay

    async def index(self, request):
        await pause(self.delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(self, request):
        await pause(self.delay)
        name = html.escape(request.match_info.get("name", ""), quote=False)
        return web.Response(text="<h1>hello, %s!</h1>" % name, content_type="text/html", charset="utf-8")


def make_app(delay=0.5):
    pages, app = Pages(delay), web.Application()
    app.router.add_route("GET", "/", pages.index)
    app.router.add_route("GET", "/hello/{name}", pages.hello)
    return app
