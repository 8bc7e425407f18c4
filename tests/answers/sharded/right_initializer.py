"""Target: sharded

Approach: a loop for each worker thread, made by the initializer of the pool
"""

import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
def sharded(fetch, urls, loops):
    urls = list(urls)
    local = threading.local()
    made = []
    def setup():
        local.loop = asyncio.new_event_loop(); asyncio.set_event_loop(local.loop); made.append(local.loop)
    async def share(part):
        return await asyncio.gather(*[fetch(u) for u in part])
    def work(n): return local.loop.run_until_complete(share(urls[n::loops]))
    with ThreadPoolExecutor(loops, initializer=setup) as pool:
        parts = [pool.submit(work, n) for n in range(loops)]
        parts = [p.result() for p in parts]
    for l in made: l.close()
    out = [None] * len(urls)
    for n, p in enumerate(parts): out[n::loops] = p
    return out
