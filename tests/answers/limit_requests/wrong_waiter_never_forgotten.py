"""Target: limit_requests

Mistake: a waiter who goes away stays counted
Why: without try/finally around the wait a cancellation skips the counting down
Message: leaves the place to others
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    slots, waiting = asyncio.Semaphore(n), 0

    @web.middleware
    async def middleware(request, handler):
        nonlocal waiting
        if slots.locked() and waiting >= queue:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        waiting += 1
        await slots.acquire()
        waiting -= 1
        try:
            return await handler(request)
        finally:
            slots.release()

    return middleware
