"""Target: gather_limited

Mistake: semaphore + gather, the recipe of most tutorials
Why: gather propagates the first error and leaves the other tasks running
Expected: after the error children are still running (and may act on closed resources)
Source: https://github.com/python/cpython/issues/75633 ;
    https://github.com/python/asyncio/issues/238 ;
    https://github.com/modal-labs/modal-client/pull/1766
Message: When the error is raised, no child is running any more.
"""

import asyncio

async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    async def one(c):
        async with sem:
            return await c
    return await asyncio.gather(*[one(c) for c in coros])
