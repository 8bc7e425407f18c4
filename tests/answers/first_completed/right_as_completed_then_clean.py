"""Target: first_completed

Approach: as_completed for the first, cancel and wait for the others
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    try:
        for first in asyncio.as_completed(tasks):
            return await first
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
