"""Target: make_app

Approach: web.View classes and a middleware that does the waiting
Source: own construction
"""

import asyncio
from aiohttp import web
from html import escape

def page(name):
    return '<h1>Index</h1>' if name is None else '<h1>hello, ' + escape(name) + '!</h1>'

def make_app(delay=0.5):
    @web.middleware
    async def pause(request, handler):
        if request.match_info.http_exception is None:
            await asyncio.sleep(delay)
        return await handler(request)

    class Hello(web.View):
        async def get(self):
            return web.Response(text=page(self.request.match_info.get('name')), content_type='text/html')

    app = web.Application(middlewares=[pause])
    app.router.add_view('/', Hello)
    app.router.add_view('/hello/{name}', Hello)
    return app
