"""Target: make_app

Approach: greetings in an application of their own; a timer and a future instead of a sleep; every odd character as a number
"""

import asyncio

from aiohttp import web


def later(seconds):
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    loop.call_later(seconds, lambda: over.cancelled() or over.set_result(None))
    return over


def escaped(text):
    return "".join(each if each.isalnum() else f"&#{ord(each)};" for each in text)


def make_app(delay=0.5):
    def page(text):
        return web.Response(text=f"<h1>{text}</h1>", content_type="text/html")

    async def index(request):
        await later(delay)
        return page("Index")

    async def hello(request):
        await later(delay)
        return page(f"hello, {escaped(request.match_info['name'])}!")

    app, greetings = web.Application(), web.Application()
    app.router.add_get("/", index)
    greetings.router.add_get("/{name}", hello)
    app.add_subapp("/hello/", greetings)
    return app


if __name__ == "__main__":
    print(make_app())
