"""Target: call_with_timeout

Approach: an event loop waits for a thread of its own pool
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def call_with_timeout(fn, timeout):
    loop = asyncio.new_event_loop()
    pool = ThreadPoolExecutor(1)

    async def main():
        return await asyncio.wait_for(asyncio.shield(loop.run_in_executor(pool, fn)), timeout)

    try:
        return loop.run_until_complete(main())
    finally:
        pool.shutdown(wait=False)
        loop.close()
