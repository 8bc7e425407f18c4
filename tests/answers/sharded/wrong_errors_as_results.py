"""Target: sharded

Mistake: return_exceptions=True in the shares
Why: an error must be raised
Message: raises nothing
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    results = [None] * len(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part), return_exceptions=True)

    with ThreadPoolExecutor(loops) as pool:
        for n, part in enumerate(pool.map(lambda n: asyncio.run(share(urls[n::loops])), range(loops))):
            results[n::loops] = part
    return results
