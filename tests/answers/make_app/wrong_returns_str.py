"""Target: make_app

Mistake: the handler returns a string (as in Flask)
Why: aiohttp handlers must return a Response object
Expected: status 500; "Missing return statement"/TypeError-like error in the log
Source: https://github.com/aio-libs/aiohttp/issues/749 (handlers in that thread return web.Response); aiohttp docs
Message: should return a response instance
"""

import asyncio
from aiohttp import web
from html import escape

def make_app(delay=0.5):
    async def root(request):
        await asyncio.sleep(delay)
        return '<h1>Index</h1>'
    async def hello(request):
        await asyncio.sleep(delay)
        return '<h1>hello, ' + escape(request.match_info['name']) + '!</h1>'
    app = web.Application()
    app.add_routes([web.get('/', root), web.get('/hello/{name}', hello)])
    return app
