"""Target: with_timeout

Mistake: sleeps for the whole time, then looks
Why: a result that is there early is there early
Message: takes 5 s
"""

import asyncio

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        await asyncio.sleep(seconds)
        if task.done():
            return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])
    return default
