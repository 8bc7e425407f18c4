"""Target: hybrid

Approach: gather in a with block; workers from a fork server
"""

import asyncio, multiprocessing
from concurrent.futures import ProcessPoolExecutor
multiprocessing.set_start_method("forkserver", force=True)
async def hybrid(fetch, crunch, urls):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor() as pool:
        async def one(url):
            return await loop.run_in_executor(pool, crunch, await fetch(url))
        return await asyncio.gather(*[one(u) for u in urls])
