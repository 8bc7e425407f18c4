"""Target: hybrid

Mistake: fetches all, then list(pool.map(crunch, bodies)) in the coroutine
Why: iterating over the map blocks
Expected: the loop stands still for the whole computation
Source: https://github.com/equinor/ert/issues/4385
Message: the loop goes on while processes crunch
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor

async def hybrid(fetch, crunch, urls):
    bodies = await asyncio.gather(*[fetch(u) for u in urls])
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(crunch, bodies))
