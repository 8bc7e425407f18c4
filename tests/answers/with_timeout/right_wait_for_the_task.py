"""Target: with_timeout

Approach: asyncio.wait with a timeout on a task that is cancelled on every other way out
"""

import asyncio

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait([task], timeout=seconds)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])
    return task.result() if done else default
