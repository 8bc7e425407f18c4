"""Target: gather_limited

Mistake: cancels the children of a cancelled call, and leaves
Why: whoever cancels also awaits
Message: has no child left when a cancelled call ends
"""

import asyncio
async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)
    async def one(c):
        async with sem: return await c
    ts = [asyncio.create_task(one(c)) for c in coros]
    try:
        if ts: await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    except asyncio.CancelledError:
        for t in ts: t.cancel()
        raise
    pend = [t for t in ts if not t.done()]
    for t in pend: t.cancel()
    if pend: await asyncio.wait(pend)
    for t in ts:
        if not t.cancelled() and t.exception(): raise t.exception()
    return [t.result() for t in ts]
