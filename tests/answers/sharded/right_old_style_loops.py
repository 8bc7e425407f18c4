"""Target: sharded

Approach: new_event_loop, run_until_complete and close in each worker
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)

    def worker(n):
        loop = asyncio.new_event_loop()
        try:
            async def main():
                return await asyncio.gather(*map(fetch, urls[n::loops]))
            return loop.run_until_complete(main())
        finally:
            loop.close()

    results = [None] * len(urls)
    with ThreadPoolExecutor(loops) as pool:
        for n, part in enumerate(pool.map(worker, range(loops))):
            results[n::loops] = part
    return results
