"""Target: gather_limited

Mistake: asks every 0.3 seconds whether there is a place
Why: a free place stays empty until it asks
Message: keeps 2 fetch going
"""

import asyncio

async def gather_limited(coros, limit):
    running = 0

    async def gated(coro):
        nonlocal running
        while running >= limit:
            await asyncio.sleep(0.3)
        running += 1
        try:
            return await coro
        finally:
            running -= 1

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(gated(coro)) for coro in coros]
    return [task.result() for task in tasks]
