"""Target: with_timeout

Mistake: swallows CancelledError while the child cleans up
Why: the caller's own cancellation may come just then
Message: Cancelled while the child cleans up: that counts, too.
"""

import asyncio
from contextlib import suppress

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait([task], timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if done:
        return task.result()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return default
