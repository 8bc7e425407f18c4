"""Target: gather_limited

Mistake: waits for a first completion that never comes
Why: there may be no work at all
Message: raised
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    tasks = [asyncio.ensure_future(gated(coro)) for coro in coros]
    try:
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            if not task.cancelled() and task.exception():
                raise task.exception()
        return [task.result() for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
