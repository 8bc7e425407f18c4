"""Target: hybrid

Approach: fetch and crunch chained per url with run_in_executor; the pool is shut down in a thread so that the loop stays free
Source: own construction
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor

async def hybrid(fetch, crunch, urls):
    loop, pool = asyncio.get_running_loop(), ProcessPoolExecutor(2)

    async def one(u):
        return await loop.run_in_executor(pool, crunch, await fetch(u))

    try:
        return list(await asyncio.gather(*[one(u) for u in urls]))
    finally:
        await asyncio.to_thread(pool.shutdown)
