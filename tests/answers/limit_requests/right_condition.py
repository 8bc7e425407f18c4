"""Target: limit_requests

Approach: a class with a condition, called as a middleware
"""

import asyncio

from aiohttp import web


class Limit:
    def __init__(self, n, queue):
        self.n, self.most = n, n + queue
        self.inside = self.present = 0
        self.changed = asyncio.Condition()

    async def __call__(self, request, handler):
        if self.present >= self.most:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "30"}, text="please come again")
        self.present += 1
        try:
            async with self.changed:
                await self.changed.wait_for(lambda: self.inside < self.n)
                self.inside += 1
            try:
                return await handler(request)
            finally:
                self.inside -= 1
                async with self.changed:
                    self.changed.notify()
        finally:
            self.present -= 1


def limit_requests(n, queue):
    limit = Limit(n, queue)

    @web.middleware
    async def middleware(request, handler):
        return await limit(request, handler)

    return middleware
