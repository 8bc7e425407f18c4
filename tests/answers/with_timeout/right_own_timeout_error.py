"""Target: with_timeout

Approach: tells the coroutine's own TimeoutError from that of wait_for
"""

import asyncio
async def with_timeout(coro, seconds, default):
    async def inner():
        try:
            return ("ok", await coro)
        except TimeoutError as e:
            return ("own", e)
    try:
        kind, value = await asyncio.wait_for(inner(), seconds)
    except TimeoutError:
        return default
    if kind == "own": raise value
    return value
