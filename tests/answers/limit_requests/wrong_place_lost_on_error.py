"""Target: limit_requests

Mistake: counts down only after a good end
Why: each failing request takes a place away for ever
Message: A handler that failed has left: its place is free.
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots, present = asyncio.Semaphore(n), 0

    @web.middleware
    async def middleware(request, handler):
        nonlocal present
        if present >= n + queue:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        present += 1
        async with slots:
            response = await handler(request)
        present -= 1
        return response

    return middleware
