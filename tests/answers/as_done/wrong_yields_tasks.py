"""Target: as_done

Mistake: yields the tasks
Why: results are promised
Message: goes another way
"""

import asyncio

async def as_done(coros):
    pending = {asyncio.create_task(coro) for coro in coros}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task
    finally:
        for task in pending:
            task.cancel()
