"""Target: limit_requests

Mistake: > instead of >=
Why: one more than allowed waits
Message: the fourth is refused at once
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots, present = asyncio.Semaphore(n), 0

    @web.middleware
    async def middleware(request, handler):
        nonlocal present
        if present > n + queue:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        present += 1
        try:
            async with slots:
                return await handler(request)
        finally:
            present -= 1

    return middleware
