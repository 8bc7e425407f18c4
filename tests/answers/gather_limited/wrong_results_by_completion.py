"""Target: gather_limited

Mistake: takes results from asyncio.as_completed
Why: completion order, and (before 3.13's async iteration) the yielded awaitables are not the
    original tasks
Expected: [4, 3, 2, 1, 0] for falling delays
Source: https://github.com/python/cpython/pull/22491
Message: got: ['B', 'C', 'A', 'D']
"""

import asyncio

async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    async def one(c):
        async with sem:
            return await c
    ts = [asyncio.ensure_future(one(c)) for c in coros]
    try:
        return [await f for f in asyncio.as_completed(ts)]
    finally:
        for t in ts:
            t.cancel()
        await asyncio.gather(*ts, return_exceptions=True)
