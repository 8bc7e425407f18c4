"""Target: sharded

Mistake: all workers run the same loop
Why: a loop runs in one thread at a time
Message: sharded
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls, loop = list(urls), asyncio.new_event_loop()
    results = [None] * len(urls)

    async def share(part):
        return await asyncio.gather(*map(fetch, part))

    with ThreadPoolExecutor(loops) as pool:
        parts = pool.map(lambda n: loop.run_until_complete(share(urls[n::loops])), range(loops))
        for n, part in enumerate(parts):
            results[n::loops] = part
    loop.close()
    return results
