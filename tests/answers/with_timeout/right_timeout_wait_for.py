"""Target: with_timeout

Approach: wait_for
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(coro, seconds)
    except TimeoutError:
        return default
