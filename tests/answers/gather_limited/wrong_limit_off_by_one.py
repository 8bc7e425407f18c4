"""Target: gather_limited

Mistake: lets one more in
Why: at most `limit` may run
Message: runs no more than 2 fetch at once expected: 2 got: 3
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit + 1)

    async def gated(coro):
        async with gate:
            return await coro

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(gated(coro)) for coro in coros]
    return [task.result() for task in tasks]
