"""Target: make_app

Mistake: moves time.sleep to an executor with one thread
Why: the loop is free, but all requests queue for one thread
Expected: the heartbeat is fine, 20 requests take 20 x delay
Source: https://github.com/aio-libs/aiohttp/issues/32 (executor in a handler)
Message: Fifty clients wait at the same time
"""

import asyncio, time
from concurrent.futures import ThreadPoolExecutor
from aiohttp import web
from html import escape

def make_app(delay=0.5):
    pool = ThreadPoolExecutor(1)
    async def pause():
        await asyncio.get_running_loop().run_in_executor(pool, time.sleep, delay)
    async def root(request):
        await pause()
        return web.Response(text='<h1>Index</h1>', content_type='text/html')
    async def hello(request):
        await pause()
        return web.Response(text='<h1>hello, ' + escape(request.match_info['name']) + '!</h1>', content_type='text/html')
    app = web.Application()
    app.add_routes([web.get('/', root), web.get('/hello/{name}', hello)])
    return app
