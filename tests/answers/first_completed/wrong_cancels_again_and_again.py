"""Target: first_completed

Mistake: cancels again and again until all have ended
Why: that breaks off their clean-up
Message: returns after all have cleaned up
"""

import asyncio
async def first_completed(coros):
    tasks = [asyncio.create_task(c) for c in coros]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    while pending:
        for t in pending: t.cancel()
        await asyncio.sleep(0)
        pending = {t for t in pending if not t.done()}
    return done.pop().result()
