"""Target: limit_requests

Mistake: the one who leaves wakes the next, and who is woken does not look again
Why: in the turn of the loop between the two a newcomer finds the place free and takes it
Message: One came in just as another one left
"""

import asyncio

from aiohttp import web


def limit_requests(n, queue):
    inside, line = 0, []

    @web.middleware
    async def middleware(request, handler):
        nonlocal inside
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
