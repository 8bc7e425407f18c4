"""Target: gather_limited

Mistake: catches CancelledError and returns
Why: whoever cancels must see that it was
Message: a cancelled call ends in CancelledError
"""

import asyncio

async def gather_limited(coros, limit):
    gate = asyncio.Semaphore(limit)

    async def gated(coro):
        async with gate:
            return await coro

    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks += [group.create_task(gated(coro)) for coro in coros]
    except asyncio.CancelledError:
        return []
    return [task.result() for task in tasks]
