"""Target: gather_limited

Approach: workers that share an iterator, in a task group; closes what never began
"""

import asyncio
async def gather_limited(coros, limit):
    coros = list(coros); results = [None]*len(coros); it = iter(enumerate(coros))
    async def worker():
        for n, c in it:
            results[n] = await c
    try:
        async with asyncio.TaskGroup() as tg:
            for _ in range(min(limit, len(coros))): tg.create_task(worker())
    except BaseExceptionGroup as g:
        raise g.exceptions[0] from None
    finally:
        for c in coros: c.close()
    return results
