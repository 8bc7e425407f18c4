"""Target: limit_requests

Mistake: a bare 503
Why: the client cannot know when to come again
Message: a 503 tells when to come again: Retry-After
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots, present = asyncio.Semaphore(n), 0

    @web.middleware
    async def middleware(request, handler):
        nonlocal present
        if present >= n + queue:
            raise web.HTTPServiceUnavailable
        present += 1
        try:
            async with slots:
                return await handler(request)
        finally:
            present -= 1

    return middleware
