"""Target: first_completed

Approach: the first to finish cancels the others of a group
"""

import asyncio

async def first_completed(coros):
    winners, tasks = [], []

    async def runner(coro):
        winners.append(await coro)
        for task in tasks:
            if task is not asyncio.current_task():
                task.cancel()

    async with asyncio.TaskGroup() as group:
        tasks += [group.create_task(runner(coro)) for coro in coros]
    return winners[0]
