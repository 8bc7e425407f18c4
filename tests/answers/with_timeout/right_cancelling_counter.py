"""Target: with_timeout

Approach: tells whose cancellation it is by Task.cancelling
"""

import asyncio
async def with_timeout(coro, seconds, default):
    task = asyncio.create_task(coro)
    timer = asyncio.get_running_loop().call_later(seconds, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        if task.cancelled() and not asyncio.current_task().cancelling():
            return default
        raise
    finally:
        timer.cancel()
