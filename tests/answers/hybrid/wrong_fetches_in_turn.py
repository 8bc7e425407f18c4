"""Target: hybrid

Mistake: awaits each fetch before the next
Why: the waiting adds up
Message: waited a second for the others
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def hybrid(fetch, crunch, urls):
    loop, pool = asyncio.get_running_loop(), ProcessPoolExecutor(2)
    try:
        jobs = [loop.run_in_executor(pool, crunch, await fetch(url)) for url in urls]
        return await asyncio.gather(*jobs)
    finally:
        await asyncio.to_thread(pool.shutdown)
