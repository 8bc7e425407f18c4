"""Target: gather_limited

Mistake: an error becomes a result
Why: the caller must hear of it
Message: raises the first error
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    return list(await asyncio.gather(*[gated(coro) for coro in coros], return_exceptions=True))
