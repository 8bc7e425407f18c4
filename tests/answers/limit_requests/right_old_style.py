"""Target: limit_requests

Approach: a middleware factory, as before aiohttp 2.3; a date in Retry-After
"""

import asyncio
import time
from email.utils import formatdate

from aiohttp import web


def limit_requests(n, queue):
    slots, present = asyncio.Semaphore(n), 0

    async def factory(app, handler):
        async def limited(request):
            nonlocal present
            if present >= n + queue:
                when = formatdate(time.time() + 5, usegmt=True)
                return web.json_response({"error": "busy"}, status=503, headers={"retry-after": when})
            present += 1
            try:
                async with slots:
                    return await handler(request)
            finally:
                present -= 1

        return limited

    return factory
