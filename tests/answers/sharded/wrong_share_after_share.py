"""Target: sharded

Mistake: waits for each share before it submits the next
Why: the shares are to run at the same time
Message: takes 3 s
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    results = [None] * len(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    with ThreadPoolExecutor(loops) as pool:
        for n in range(loops):
            results[n::loops] = pool.submit(asyncio.run, share(urls[n::loops])).result()
    return results
