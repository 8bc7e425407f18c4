"""Target: gather_limited

Approach: keeps `limit` tasks in a set; asyncio.wait tells when one is free
"""

import asyncio

async def gather_limited(coros, limit):
    tasks, running = [], set()
    try:
        for coro in coros:
            if len(running) >= limit:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            task = asyncio.ensure_future(coro)
            tasks.append(task)
            running.add(task)
        while running:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        return [task.result() for task in tasks]
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
