"""Target: gather_limited

Mistake: one semaphore for all calls
Why: each call has its own limit
Message: Each call has a limit of its own.
"""

import asyncio
GATE = None
async def gather_limited(coros, limit):
    global GATE
    if GATE is None: GATE = asyncio.Semaphore(limit)
    async def one(c):
        async with GATE: return await c
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(one(c)) for c in coros]
    return [t.result() for t in ts]
