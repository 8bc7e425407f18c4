"""Target: sharded

Approach: as_completed over the shares: the first error in time
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor, as_completed
def sharded(fetch, urls, loops):
    urls = list(urls); out = [None]*len(urls)
    async def share(n):
        async def one(i): out[i] = await fetch(urls[i])
        await asyncio.gather(*(one(i) for i in range(n, len(urls), loops)))
    with ThreadPoolExecutor(max_workers=loops) as pool:
        for f in as_completed([pool.submit(lambda n=n: asyncio.run(share(n))) for n in range(loops)]):
            f.result()
    return out
