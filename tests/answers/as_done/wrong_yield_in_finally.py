"""Target: as_done

Mistake: yields while it is being closed
Why: aclose raises RuntimeError
Message: goes another way
"""

import asyncio
async def as_done(coros):
    tasks = [asyncio.create_task(c) for c in coros]
    try:
        for f in asyncio.as_completed(tasks): yield await f
    finally:
        for t in tasks: t.cancel()
        yield None
