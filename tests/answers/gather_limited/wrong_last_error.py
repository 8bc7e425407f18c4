"""Target: gather_limited

Mistake: raises the last error
Why: the first is promised
Message: raises the first error, not ['second']
"""

import asyncio
async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    errs = []
    async def one(c):
        async with sem:
            try: return await c
            except Exception as e: errs.append(e)
    rs = await asyncio.gather(*(one(c) for c in coros))
    if errs: raise errs[-1]
    return rs
