"""Target: first_completed

Mistake: waits for clean-up for five seconds at most
Why: losers may take longer
Message: the losers have left before it returns
"""

import asyncio
async def first_completed(coros):
    tasks = [asyncio.create_task(c) for c in coros]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for t in pending: t.cancel()
    if pending: await asyncio.wait(pending, timeout=5)
    return done.pop().result()
