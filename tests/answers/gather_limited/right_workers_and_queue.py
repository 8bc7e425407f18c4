"""Target: gather_limited

Approach: `limit` worker tasks take coroutines from an iterator
"""

import asyncio

async def gather_limited(coros, limit):
    jobs = list(enumerate(coros))
    results = [None] * len(jobs)
    waiting = iter(jobs)

    async def worker():
        for place, coro in waiting:
            results[place] = await coro

    workers = [asyncio.create_task(worker()) for _ in range(min(limit, len(jobs)))]
    try:
        await asyncio.gather(*workers)
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        for _, coro in waiting:
            coro.close()
    return results
