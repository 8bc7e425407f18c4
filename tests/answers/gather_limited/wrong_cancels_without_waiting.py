"""Target: gather_limited

Mistake: cancels the others when one fails, and raises at once
Why: their clean-up has not run yet
Message: leaves no child running when an error is raised
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    tasks = [asyncio.create_task(gated(coro)) for coro in coros]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0)
        raise
