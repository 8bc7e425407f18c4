"""Target: make_app

Mistake: creates the sleep once and awaits it in every handler
Why: a coroutine object can be awaited once
Expected: the first request works, all others are status 500 (cannot reuse already awaited coroutine)
Source: https://github.com/ipython/ipykernel/issues/1260
Message: coroutine is being awaited already
"""

import asyncio
from aiohttp import web
from html import escape

def make_app(delay=0.5):
    pause = asyncio.sleep(delay)
    async def root(request):
        await pause
        return web.Response(text='<h1>Index</h1>', content_type='text/html')
    async def hello(request):
        await pause
        return web.Response(text='<h1>hello, ' + escape(request.match_info['name']) + '!</h1>', content_type='text/html')
    app = web.Application()
    app.add_routes([web.get('/', root), web.get('/hello/{name}', hello)])
    return app
