"""Target: hybrid

Mistake: pool.submit(crunch, body).result() in a coroutine
Why: result() of a concurrent future blocks the thread of the loop
Expected: other process, but the loop stands still
Source: https://github.com/equinor/ert/issues/4385
Message: the loop goes on while processes crunch
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor

async def hybrid(fetch, crunch, urls):
    pool = ProcessPoolExecutor(2)
    async def one(u):
        return pool.submit(crunch, await fetch(u)).result()
    try:
        return await asyncio.gather(*[one(u) for u in urls])
    finally:
        await asyncio.to_thread(pool.shutdown)
