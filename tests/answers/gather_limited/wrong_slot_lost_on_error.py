"""Target: gather_limited

Mistake: does not give its place back when a child fails
Why: at limit 1 nobody else ever runs, and the call hangs
Message: deadlock
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        await gate.acquire()
        result = await coro
        gate.release()
        return result

    outcomes = await asyncio.gather(*[gated(coro) for coro in coros], return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return outcomes
