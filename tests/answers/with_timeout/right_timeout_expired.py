"""Target: with_timeout

Approach: asks the timeout whether it struck
"""

import asyncio

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        async with asyncio.timeout(seconds) as limit:
            return await task
    except TimeoutError:
        if not limit.expired():
            raise
        return default
