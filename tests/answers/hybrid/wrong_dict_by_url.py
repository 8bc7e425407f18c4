"""Target: hybrid

Mistake: results by url, in the order in which they came
Message: results in the order of the urls
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
async def hybrid(fetch, crunch, urls):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:
        got = {}
        async def one(u): got[u] = await loop.run_in_executor(pool, crunch, await fetch(u))
        await asyncio.gather(*map(one, urls))
    return list(got.values())
