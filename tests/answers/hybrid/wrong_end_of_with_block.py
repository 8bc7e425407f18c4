"""Target: hybrid

Mistake: leaves the with block, which waits, before it awaits anything
Message: the loop goes on while processes crunch
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
async def hybrid(fetch, crunch, urls):
    bodies = await asyncio.gather(*map(fetch, urls))
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, b) for b in bodies]
    return [f.result() for f in futures]
