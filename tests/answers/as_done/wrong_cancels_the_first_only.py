"""Target: as_done

Mistake: cancels one of the remaining tasks
Why: all of them are left over
Message: cancels the remaining ones at aclose
"""

import asyncio

async def as_done(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
                break
