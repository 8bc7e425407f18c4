"""Target: make_app

Mistake: takes the name from request.raw_path instead of match_info
Why: raw_path is not percent-decoded and contains the query string
Expected: "Hello, J%C3%BCrgen"
Source: own construction
Message: a name is shown as text, never as markup
"""

import asyncio
from aiohttp import web
from html import escape

def make_app(delay=0.5):
    async def root(request):
        await asyncio.sleep(delay)
        return web.Response(text='<h1>Index</h1>', content_type='text/html')
    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text='<h1>hello, ' + escape(request.raw_path.split('/')[-1]) + '!</h1>', content_type='text/html')
    app = web.Application()
    app.add_routes([web.get('/', root), web.get('/hello/{name}', hello)])
    return app
