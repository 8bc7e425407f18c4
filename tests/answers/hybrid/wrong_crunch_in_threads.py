"""Target: hybrid

Mistake: asyncio.to_thread(crunch, ...)
Why: the loop stays (mostly) responsive, but the threads share one GIL with it: no speed-up, and latency grows with the switch interval
Expected: crunch runs in the process of the loop
Source: https://runebook.dev/en/docs/python/library/concurrent.futures/processpoolexecutor
Message: It was computed in the process of the loop.
"""

import asyncio

async def hybrid(fetch, crunch, urls):
    async def one(u):
        return await asyncio.to_thread(crunch, await fetch(u))
    return await asyncio.gather(*[one(u) for u in urls])
