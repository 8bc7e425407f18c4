"""Target: sharded

Mistake: puts the results of the shares one after the other
Why: they were dealt out in turn
Message: expected: ['A', 'B', 'C', 'D']
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    with ThreadPoolExecutor(loops) as pool:
        parts = pool.map(lambda n: asyncio.run(share(urls[n::loops])), range(loops))
        return [result for part in parts for result in part]
