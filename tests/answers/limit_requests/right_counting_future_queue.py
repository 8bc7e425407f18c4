"""Target: limit_requests

Approach: counts by itself and hands a place over to the first of a deque of futures
"""

import asyncio
from collections import deque

from aiohttp import web


def limit_requests(n, queue):
    inside, line = 0, deque()

    def leave():
        nonlocal inside
        while line:
            turn = line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        inside -= 1

    @web.middleware
    async def limited(request, handler):
        nonlocal inside
        if inside < n:
            inside += 1
        elif len(line) < queue:
            turn = asyncio.get_running_loop().create_future()
            line.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.cancelled():
                    if turn in line:
                        line.remove(turn)
                else:
                    leave()
                raise
        else:
            return web.Response(status=503, headers={"Retry-After": "2"}, text="too busy")
        try:
            return await handler(request)
        finally:
            leave()

    return limited
