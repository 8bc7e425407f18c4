"""Target: hybrid

Approach: multiprocessing.Pool, whose callbacks come from another thread
"""

import asyncio, multiprocessing
async def hybrid(fetch, crunch, urls):
    loop = asyncio.get_running_loop()
    pool = multiprocessing.Pool(2)
    def submit(body):
        future = loop.create_future()
        pool.apply_async(crunch, (body,),
            callback=lambda v: loop.call_soon_threadsafe(future.set_result, v),
            error_callback=lambda e: loop.call_soon_threadsafe(future.set_exception, e))
        return future
    async def one(url):
        return await submit(await fetch(url))
    try:
        return list(await asyncio.gather(*map(one, urls)))
    finally:
        pool.terminate()
