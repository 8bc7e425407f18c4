"""Target: first_completed

Mistake: goes on until a result is true
Why: None and 0 are results, too
Message: The first result may be false.
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    result = None
    try:
        for done in asyncio.as_completed(tasks):
            result = await done
            if result:
                break
        return result
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
