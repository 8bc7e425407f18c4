"""Target: gather_limited

Approach: makes a task only when there is a place
"""

import asyncio
async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)
    tasks = []
    async with asyncio.TaskGroup() as tg:
        for c in coros:
            await gate.acquire()
            t = tg.create_task(c)
            t.add_done_callback(lambda _: gate.release())
            tasks.append(t)
    return [t.result() for t in tasks]
