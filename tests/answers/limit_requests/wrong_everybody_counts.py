"""Target: limit_requests

Mistake: counts before it refuses, and does not count the refused out again
Why: after a rush the server refuses everybody for ever
Message: (503, 1.5)
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots, present = asyncio.Semaphore(n), 0

    @web.middleware
    async def middleware(request, handler):
        nonlocal present
        present += 1
        if present > n + queue:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        try:
            async with slots:
                return await handler(request)
        finally:
            present -= 1

    return middleware
