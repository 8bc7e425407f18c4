"""Target: sharded

Mistake: awaits the calls of a share in turn
Why: they are to run at the same time
Message: takes 3 s
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    results = [None] * len(urls)

    async def share(part):
        return [await fetch(url) for url in part]

    with ThreadPoolExecutor(loops) as pool:
        for n, part in enumerate(pool.map(lambda n: asyncio.run(share(urls[n::loops])), range(loops))):
            results[n::loops] = part
    return results
