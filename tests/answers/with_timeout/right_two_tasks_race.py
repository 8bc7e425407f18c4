"""Target: with_timeout

Approach: a race of the task and a clock
"""

import asyncio
async def with_timeout(coro, seconds, default):
    work, clock = asyncio.ensure_future(coro), asyncio.ensure_future(asyncio.sleep(seconds))
    try:
        await asyncio.wait([work, clock], return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else default
    finally:
        for t in (work, clock): t.cancel()
        await asyncio.gather(work, clock, return_exceptions=True)
