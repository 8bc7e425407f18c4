"""Target: limit_requests

Mistake: a semaphore, and everybody waits
Why: the queue grows without end, and with it the time that each has to wait
Message: 503
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots = asyncio.Semaphore(n)

    @web.middleware
    async def middleware(request, handler):
        async with slots:
            return await handler(request)

    return middleware
