"""Target: run_blocking

Mistake: leaves a with block with a job in it
Why: shutdown waits for the job, in the loop's thread
Message: keeps the loop free
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

async def run_blocking(fn, *args):
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(fn, *args)
    return await asyncio.wrap_future(future)
