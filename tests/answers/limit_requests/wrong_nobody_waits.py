"""Target: limit_requests

Mistake: refuses as soon as all places are taken
Why: a short queue takes up a short rush
Message: (503, 0.2)
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots = asyncio.Semaphore(n)

    @web.middleware
    async def middleware(request, handler):
        if slots.locked():
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        async with slots:
            return await handler(request)

    return middleware
