"""Target: pipeline

Mistake: a task for each url at once, three semaphores
Why: each stage is bounded, the number of bodies in memory is not
Message: when save gets no further, fetch waits
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])
    gates = [asyncio.Semaphore(limit) for limit in limits]

    async def one(url):
        try:
            async with gates[0]:
                body = await fetch(url)
            async with gates[1]:
                small = await loop.run_in_executor(processes, shrink, body)
            async with gates[2]:
                return await loop.run_in_executor(threads, save, small)
        except Exception as error:
            return error

    try:
        return dict(zip(urls, await asyncio.gather(*map(one, urls))))
    finally:
        await asyncio.to_thread(processes.shutdown)
        await asyncio.to_thread(threads.shutdown)
