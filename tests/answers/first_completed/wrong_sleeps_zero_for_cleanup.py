"""Target: first_completed

Mistake: gives the cancelled ones one turn of the loop
Why: a clean-up may take longer than that
Message: returns after all have cleaned up
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.sleep(0)
    return done.pop().result()
