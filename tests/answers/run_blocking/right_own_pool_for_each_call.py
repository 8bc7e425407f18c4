"""Target: run_blocking

Approach: a pool of one thread for each call, left behind when it is done
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

async def run_blocking(fn, *args):
    pool = ThreadPoolExecutor(1)
    try:
        return await asyncio.wrap_future(pool.submit(fn, *args))
    finally:
        pool.shutdown(wait=False)
