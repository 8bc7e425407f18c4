"""Target: as_done

Approach: cancels what remains, without waiting for it
"""

import asyncio
async def as_done(coros):
    pending = {asyncio.create_task(c) for c in coros}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for t in done:
                yield t.result()
    finally:
        for t in pending: t.cancel()
