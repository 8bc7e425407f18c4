"""Target: limit_requests

Approach: places are tokens in an asyncio.Queue, made when the first request comes
"""

import asyncio

from aiohttp import web


class Busy(web.HTTPServiceUnavailable):
    def __init__(self):
        super().__init__(reason="Busy", headers={"Retry-After": "120"})


def limit_requests(n, queue):
    tokens, waiting = None, set()

    @web.middleware
    async def middleware(request, handler):
        nonlocal tokens
        if tokens is None:
            tokens = asyncio.Queue()
            for number in range(n):
                tokens.put_nowait(number)
        if len(waiting) >= queue and tokens.qsize() <= len(waiting):
            raise Busy
        me = object()
        waiting.add(me)
        try:
            token = await tokens.get()
        finally:
            waiting.discard(me)
        try:
            return await handler(request)
        finally:
            tokens.put_nowait(token)

    return middleware
