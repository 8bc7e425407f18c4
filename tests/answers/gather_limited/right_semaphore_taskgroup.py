"""Target: gather_limited

Approach: one semaphore, tasks in a TaskGroup (error arrives as ExceptionGroup)
"""

import asyncio

async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit)

    async def one(c):
        async with sem:
            return await c

    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(one(c)) for c in coros]
    return [t.result() for t in tasks]
