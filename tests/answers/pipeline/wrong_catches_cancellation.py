"""Target: pipeline

Mistake: except BaseException catches the cancellation, too
Message: has come to a standstill
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
async def pipeline(fetch, shrink, save, urls, limits):
    loop, results = asyncio.get_running_loop(), {}
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])
    queues = [asyncio.Queue(limit) for limit in limits]
    works = [fetch, lambda body: loop.run_in_executor(processes, shrink, body), lambda small: loop.run_in_executor(threads, save, small)]
    async def worker(stage):
        while True:
            url, value = await queues[stage].get()
            try: value = await works[stage](value)
            except BaseException as error: results[url] = error
            else:
                if stage < 2: await queues[stage + 1].put((url, value))
                else: results[url] = value
            queues[stage].task_done()
    try:
        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(worker(stage)) for stage in range(3) for _ in range(limits[stage])]
            for url in urls: await queues[0].put((url, url))
            for queue in queues: await queue.join()
            for each in workers: each.cancel()
    finally:
        for pool in (processes, threads): await asyncio.to_thread(pool.shutdown, cancel_futures=True)
    return results
