"""Target: gather_limited

Mistake: runs portions of `limit` and waits for each
Why: a portion lasts as long as its slowest: free places stay empty
Message: keeps 2 fetch going while there is work
"""

import asyncio

async def gather_limited(coros, limit):
    coros, results = list(coros), []
    while coros:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coro) for coro in coros[:limit]]
        coros, results = coros[limit:], results + [task.result() for task in tasks]
    return results
