"""Target: hybrid

Approach: fetches all, then maps in the pool from a thread
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


def in_processes(fn, items):
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(fn, items))


async def hybrid(fetch, crunch, urls):
    bodies = await asyncio.gather(*(fetch(url) for url in urls))
    return await asyncio.to_thread(in_processes, crunch, bodies)
