"""Target: as_done

Mistake: yields only results that are true
Why: None and 0 are results, too
Message: Any value may come back.
"""

import asyncio

async def as_done(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    try:
        for done in asyncio.as_completed(tasks):
            if result := await done:
                yield result
    finally:
        for task in tasks:
            task.cancel()
