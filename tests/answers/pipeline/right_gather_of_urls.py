"""Target: pipeline

Approach: a task for each url that passes three semaphores, itself let in by a fourth
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])
    gates = [asyncio.Semaphore(limit) for limit in limits]
    room = asyncio.Semaphore(sum(limits))
    results = {}

    async def one(url):
        try:
            async with gates[0]:
                body = await fetch(url)
            async with gates[1]:
                small = await loop.run_in_executor(processes, shrink, body)
            async with gates[2]:
                results[url] = await loop.run_in_executor(threads, save, small)
        except Exception as error:
            results[url] = error
        finally:
            room.release()

    tasks = []
    try:
        for url in urls:
            await room.acquire()
            tasks.append(asyncio.create_task(one(url)))
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(processes.shutdown)
        await asyncio.to_thread(threads.shutdown)
    return results
