"""Target: pipeline

Mistake: cancelled, it cancels neither its tasks nor its pools
Why: what was started goes on
Message: cancelled
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

kept = []


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])
    queues, results = [asyncio.Queue(limit) for limit in limits], {}
    works = [
        fetch,
        lambda body: loop.run_in_executor(processes, shrink, body),
        lambda small: loop.run_in_executor(threads, save, small),
    ]

    async def worker(stage):
        while True:
            url, value = await queues[stage].get()
            try:
                value = await works[stage](value)
            except Exception as error:
                results[url] = error
            else:
                if stage < 2:
                    await queues[stage + 1].put((url, value))
                else:
                    results[url] = value
            queues[stage].task_done()

    workers = [asyncio.create_task(worker(stage)) for stage in range(3) for _ in range(limits[stage])]
    kept.extend(workers)
    for url in urls:
        await queues[0].put((url, url))
    for queue in queues:
        await queue.join()
    for each in workers:
        each.cancel()
    await asyncio.wait(workers)
    await asyncio.to_thread(processes.shutdown)
    await asyncio.to_thread(threads.shutdown)
    return results
