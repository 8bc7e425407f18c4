"""Target: run_blocking

Mistake: asks every 0.4 seconds whether the thread is done
Why: the result waits for the next question
Message: takes at least 3 s, at most 3.05 s
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor()

async def run_blocking(fn, *args):
    future = POOL.submit(fn, *args)
    while not future.done():
        await asyncio.sleep(0.4)
    return future.result()
