"""Target: hybrid

Mistake: gather(return_exceptions=True)
Why: the caller gets an exception in the place of a result
Message: raises nothing
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def hybrid(fetch, crunch, urls):
    loop, pool = asyncio.get_running_loop(), ProcessPoolExecutor(2)

    async def one(url):
        return await loop.run_in_executor(pool, crunch, await fetch(url))

    try:
        return await asyncio.gather(*map(one, urls), return_exceptions=True)
    finally:
        await asyncio.to_thread(pool.shutdown)
