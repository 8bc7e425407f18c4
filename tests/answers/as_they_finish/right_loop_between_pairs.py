"""Target: as_they_finish

Approach: an event loop that runs only while the consumer waits for the next pair
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def as_they_finish(fetch, urls, workers):
    loop = asyncio.new_event_loop()
    pool = ThreadPoolExecutor(workers)

    async def one(u):
        return u, await loop.run_in_executor(pool, fetch, u)

    try:
        todo = {loop.create_task(one(u)) for u in urls}
        while todo:
            done, todo = loop.run_until_complete(
                asyncio.wait(todo, return_when=asyncio.FIRST_COMPLETED)
            )
            for d in done:
                yield d.result()
    finally:
        for t in todo:
            t.cancel()
        pool.shutdown()
        loop.close()
