"""Target: gather_limited

Mistake: a task group without a gate
Why: all run at once
Message: expected: 2 got: 4
"""

import asyncio

async def gather_limited(coros, limit):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coro) for coro in coros]
    return [task.result() for task in tasks]
