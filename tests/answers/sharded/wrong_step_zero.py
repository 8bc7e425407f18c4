"""Target: sharded

Mistake: divides the number of urls by the number of loops
Why: with fewer urls than loops the step is 0
Message: range() arg 3 must not be zero
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    size = len(urls) // loops

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    parts = [urls[a:a + size] for a in range(0, len(urls), size)]
    with ThreadPoolExecutor(loops) as pool:
        return [result for part in pool.map(lambda part: asyncio.run(share(part)), parts) for result in part]
