"""Target: sharded

Mistake: twice as many workers
Why: `loops` are asked for
Message: threads
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
def sharded(fetch, urls, loops):
    urls = list(urls); k = loops * 2; out = [None]*len(urls)
    async def run(n): out[n::k] = await asyncio.gather(*map(fetch, urls[n::k]))
    with ThreadPoolExecutor(k) as pool: list(pool.map(lambda n: asyncio.run(run(n)), range(k)))
    return out
