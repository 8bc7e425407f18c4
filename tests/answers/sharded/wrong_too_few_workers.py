"""Target: sharded

Mistake: always two workers
Why: `loops` are asked for
Message: takes 1 s
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    results = [None] * len(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    with ThreadPoolExecutor(2) as pool:
        for n, part in enumerate(pool.map(lambda n: asyncio.run(share(urls[n::loops])), range(loops))):
            results[n::loops] = part
    return results
