"""Target: as_done

Mistake: awaits one coroutine after the other
Why: they are to run at the same time
Message: goes another way
"""

import asyncio

async def as_done(coros):
    for coro in coros:
        yield await coro
