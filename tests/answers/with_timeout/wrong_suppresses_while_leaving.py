"""Target: with_timeout

Mistake: swallows CancelledError while the child cleans up
Why: the caller's own cancellation may come just then
Message: ends when cancelled, also while the child cleans up
"""

import asyncio
from contextlib import suppress

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait([task], timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait([task])
        raise
    if done:
        return task.result()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return default
