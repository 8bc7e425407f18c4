"""Target: gather_limited

Approach: semaphore + gather, with cancel and await of the rest in finally (the bare error
    arrives)
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def throttled(c):
        async with gate:
            return await c

    tasks = [asyncio.ensure_future(throttled(c)) for c in coros]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
