"""Target: gather_limited

Mistake: shields the children
Why: cancelling the call must cancel them
Message: cancelling the call cancels the 2 children that run
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    async def all_of_them():
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(gated(coro)) for coro in coros]
        return [task.result() for task in tasks]

    return await asyncio.shield(all_of_them())
