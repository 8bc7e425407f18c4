"""Target: as_done

Approach: async for over as_completed, where Python has it
"""

import asyncio, sys
async def as_done(coros):
    tasks = [asyncio.ensure_future(c) for c in coros]
    try:
        if sys.version_info >= (3, 13):
            async for t in asyncio.as_completed(tasks):
                yield t.result()
        else:
            for f in asyncio.as_completed(tasks):
                yield await f
    finally:
        for t in tasks:
            if not t.done(): t.cancel()
