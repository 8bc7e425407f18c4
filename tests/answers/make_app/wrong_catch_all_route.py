"""Target: make_app

Mistake: add_route('*', '/{tail:.*}') and decides in the handler
Why: unknown paths and methods must be 404 and 405
Expected: GET /nope answers 200
Source: own construction
Message: <h1>hello, anonymous!</h1>
"""

import asyncio
from aiohttp import web
from html import escape

def make_app(delay=0.5):
    async def any_(request):
        await asyncio.sleep(delay)
        parts = request.path.split('/')
        name = parts[2] if len(parts) > 2 else 'anonymous'
        return web.Response(text='<h1>hello, ' + escape(name) + '!</h1>', content_type='text/html')
    app = web.Application()
    app.router.add_route('*', '/{tail:.*}', any_)
    return app
