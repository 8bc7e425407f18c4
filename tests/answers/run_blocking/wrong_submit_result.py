"""Target: run_blocking

Mistake: pool.submit(...).result() in a coroutine
Why: concurrent futures block in result(); only asyncio futures (or wrap_future) can be awaited
Expected: the loop stands still for 300 ms
Source: https://github.com/equinor/ert/issues/4385 (discussion of blocking waits in async code)
Message: held for 3 s by Future.result
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor()

async def run_blocking(fn, *args):
    return POOL.submit(fn, *args).result()
