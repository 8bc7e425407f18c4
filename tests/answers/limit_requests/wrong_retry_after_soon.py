"""Target: limit_requests

Mistake: Retry-After in words
Why: the header holds seconds or a date; nothing else can be understood by a client
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
            return web.Response(status=503, headers={"Retry-After": "soon"})
        present += 1
        try:
            async with slots:
                return await handler(request)
        finally:
            present -= 1

    return middleware
