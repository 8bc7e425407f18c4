"""Target: gather_limited

Mistake: waits for all and raises the error that comes first in the list
Why: the first error is the one that happened first
Message: raises the first error
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    outcomes = await asyncio.gather(*[gated(coro) for coro in coros], return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return outcomes
