"""Target: limit_requests

Mistake: a threading.Semaphore in the loop
Why: acquire blocks the one thread that could release it
Message: deadlock
"""

import threading

from aiohttp import web


def limit_requests(n, queue):
    slots, present = threading.Semaphore(n), [0]

    @web.middleware
    async def middleware(request, handler):
        if present[0] >= n + queue:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        present[0] += 1
        try:
            with slots:
                return await handler(request)
        finally:
            present[0] -= 1

    return middleware
