"""Target: run_blocking

Approach: asks every 10 ms: late by less than the loop may stand still
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
pool = ThreadPoolExecutor()
async def run_blocking(fn, *args):
    f = pool.submit(fn, *args)
    while not f.done():
        await asyncio.sleep(0.01)
    return f.result()
