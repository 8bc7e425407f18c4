"""Target: first_completed

Approach: wait(FIRST_COMPLETED), cancel and await the pending ones
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.ensure_future(c) for c in coros]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(t for t in tasks if t.done()).result()
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
