"""Target: with_timeout

Mistake: cancels the task and returns at once
Why: its clean-up has not run
Message: leaves something running
"""

import asyncio

async def with_timeout(coro, seconds, default):
    task = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait([task], timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if not done:
        task.cancel()
        return default
    return task.result()
