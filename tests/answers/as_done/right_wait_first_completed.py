"""Target: as_done

Approach: asyncio.wait for the first, again and again
"""

import asyncio

async def as_done(coros):
    pending = {asyncio.create_task(coro) for coro in coros}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in pending:
            task.cancel()
