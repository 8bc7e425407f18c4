"""Target: run_blocking

Mistake: one worker thread for all calls
Why: two calls wait for each other
Message: Two calls overlap.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)

async def run_blocking(fn, *args):
    return await asyncio.get_running_loop().run_in_executor(POOL, fn, *args)
