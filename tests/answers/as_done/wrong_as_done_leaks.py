"""Target: as_done

Mistake: yields from asyncio.as_completed without cleanup
Why: breaking out of the loop leaves the other tasks running
Expected: tasks run on after aclose()
Source: https://github.com/python/cpython/pull/22491 (review discusses early exit)
Message: Half a second after aclose, the others are to be cancelled.
"""

import asyncio

async def as_done(coros):
    for f in asyncio.as_completed(list(coros)):
        yield await f
