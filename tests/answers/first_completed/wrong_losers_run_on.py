"""Target: first_completed

Mistake: waits for the losers without cancelling them
Why: they are to be cancelled
Message: takes 1 s
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.gather(*pending)
    return done.pop().result()
