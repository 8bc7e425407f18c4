"""Target: gather_limited

Mistake: waits for clean-up for two seconds at most
Why: a child may take its time
Message: leaves no child running
"""

import asyncio
async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    async def one(c):
        async with sem: return await c
    ts = [asyncio.create_task(one(c)) for c in coros]
    try:
        return await asyncio.gather(*ts)
    finally:
        for t in ts: t.cancel()
        if ts: await asyncio.wait(ts, timeout=2)
