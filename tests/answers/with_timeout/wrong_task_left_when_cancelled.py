"""Target: with_timeout

Mistake: does not cancel the task when the caller is cancelled
Why: asyncio.wait leaves its tasks alone
Message: With the caller ends what it waits for.
"""

import asyncio

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    done, _ = await asyncio.wait([task], timeout=seconds)
    if done:
        return task.result()
    task.cancel()
    await asyncio.wait([task])
    return default
