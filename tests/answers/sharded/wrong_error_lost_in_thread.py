"""Target: sharded

Mistake: raw threads, whose errors nobody reads
Why: an exception in a thread ends the thread only
Message: raises nothing
"""

import asyncio, threading
def sharded(fetch, urls, loops):
    urls = list(urls); out = [None]*len(urls)
    async def run(n): out[n::loops] = await asyncio.gather(*map(fetch, urls[n::loops]))
    ts = [threading.Thread(target=lambda n=n: asyncio.run(run(n))) for n in range(loops)]
    for t in ts: t.start()
    for t in ts: t.join()
    return out
