"""Target: sharded

Mistake: is a coroutine function
Why: an ordinary function is asked for
Message: An ordinary function: it runs the loops itself.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

async def sharded(fetch, urls, loops):
    urls = list(urls)
    results = [None] * len(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    with ThreadPoolExecutor(loops) as pool:
        for n, part in enumerate(pool.map(lambda n: asyncio.run(share(urls[n::loops])), range(loops))):
            results[n::loops] = part
    return results
