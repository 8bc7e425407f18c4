"""Target: gather_limited

Mistake: asyncio.wait and then iterates over the `done` set
Why: sets have no order
Expected: arbitrary order
Source: https://github.com/psf/requests-html/pull/531
Message: returns another value
"""

import asyncio

async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    async def one(c):
        async with sem:
            return await c
    ts = {asyncio.ensure_future(one(c)) for c in coros}
    if not ts:
        return []
    try:
        done, _ = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
        return [t.result() for t in done]
    finally:
        for t in ts:
            t.cancel()
        await asyncio.gather(*ts, return_exceptions=True)
