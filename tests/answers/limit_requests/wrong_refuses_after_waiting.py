"""Target: limit_requests

Mistake: waits for a place with a timeout before it refuses
Why: who cannot be served has to be told at once
Message: 503
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots = asyncio.Semaphore(n)

    @web.middleware
    async def middleware(request, handler):
        try:
            await asyncio.wait_for(slots.acquire(), 0.75)
        except TimeoutError:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        try:
            return await handler(request)
        finally:
            slots.release()

    return middleware
