"""Target: with_timeout

Approach: loop.call_later(task.cancel) and a flag that tells who cancelled
"""

import asyncio

async def with_timeout(coro, seconds, default):
    loop, task, late = asyncio.get_running_loop(), asyncio.ensure_future(coro), []
    timer = loop.call_later(seconds, lambda: late.append(task.cancel()))
    try:
        return await task
    except asyncio.CancelledError:
        if any(late) and task.cancelled() and not asyncio.current_task().cancelling():
            return default
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
        raise
    finally:
        timer.cancel()
