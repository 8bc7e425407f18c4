"""Target: sharded

Mistake: drops the urls that do not fill a share
Why: each url counts
Message: returns another value
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    size = max(len(urls) // loops, 1)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    parts = [urls[n * size:(n + 1) * size] for n in range(loops)]
    with ThreadPoolExecutor(loops) as pool:
        return [result for part in pool.map(lambda part: asyncio.run(share(part)), parts) for result in part]
