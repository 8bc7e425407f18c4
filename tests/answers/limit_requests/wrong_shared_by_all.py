"""Target: limit_requests

Mistake: the counters are global
Why: two applications take each other's places
Message: Two middlewares count each for itself.
"""

import asyncio

from aiohttp import web

inside, line = 0, []


def limit_requests(n, queue):
    @web.middleware
    async def middleware(request, handler):
        global inside
        if inside >= n:
            if len(line) >= queue:
                raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
            turn = asyncio.Event()
            line.append(turn)
            try:
                await turn.wait()
            finally:
                if turn in line:
                    line.remove(turn)
        inside += 1
        try:
            return await handler(request)
        finally:
            inside -= 1
            if line:
                line.pop(0).set()

    return middleware
