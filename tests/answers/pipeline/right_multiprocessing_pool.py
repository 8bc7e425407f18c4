"""Target: pipeline

Approach: multiprocessing.Pool with callbacks, queues of one place
"""

import asyncio, multiprocessing
from concurrent.futures import ThreadPoolExecutor
async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    results, queues = {}, [asyncio.Queue(1) for _ in range(3)]
    pool = multiprocessing.Pool(limits[1])
    threads = ThreadPoolExecutor(limits[2])
    def shrunk(body):
        f = loop.create_future()
        def done(v, set):
            if not f.done(): set(v)
        pool.apply_async(shrink, (body,), callback=lambda v: loop.call_soon_threadsafe(done, v, f.set_result), error_callback=lambda e: loop.call_soon_threadsafe(done, e, f.set_exception))
        return f
    works = [fetch, shrunk, lambda s: loop.run_in_executor(threads, save, s)]
    async def worker(n):
        while True:
            url, v = await queues[n].get()
            try:
                v = await works[n](v)
            except Exception as e: results[url] = e
            else:
                if n < 2: await queues[n+1].put((url, v))
                else: results[url] = v
            finally: queues[n].task_done()
    tasks = [asyncio.create_task(worker(n)) for n in range(3) for _ in range(limits[n])]
    try:
        for u in urls: await queues[0].put((u, u))
        for q in queues: await q.join()
    finally:
        for t in tasks: t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        pool.terminate(); await asyncio.to_thread(pool.join)
        await asyncio.to_thread(threads.shutdown)
    return results
