"""Target: as_done

Mistake: yields task results in the order of the list
Why: a slow first task delays all
Expected: a, b, c
Source: https://github.com/vxgmichel/aiostream/issues/1
Message: got: ['A', 'B', 'C']
"""

import asyncio

async def as_done(coros):
    ts = [asyncio.ensure_future(c) for c in coros]
    try:
        for t in ts:
            yield await t
    finally:
        for t in ts:
            t.cancel()
        await asyncio.gather(*ts, return_exceptions=True)
