"""Target: gather_limited

Approach: a counter under an asyncio.Condition instead of a semaphore
"""

import asyncio

async def gather_limited(coros, limit):
    cond, busy = asyncio.Condition(), 0

    async def one(c):
        nonlocal busy
        async with cond:
            await cond.wait_for(lambda: busy < limit)
            busy += 1
        try:
            return await c
        finally:
            busy -= 1
            async with cond:
                cond.notify()

    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(one(c)) for c in coros]
    return [t.result() for t in ts]
