"""Target: pipeline

Mistake: lets an exception escape
Why: one failure stops all the others
Message: raised
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])
    room = asyncio.Semaphore(min(limits))

    async def one(url):
        async with room:
            body = await fetch(url)
            small = await loop.run_in_executor(processes, shrink, body)
            return await loop.run_in_executor(threads, save, small)

    try:
        return dict(zip(urls, await asyncio.gather(*map(one, urls))))
    finally:
        await asyncio.to_thread(processes.shutdown)
        await asyncio.to_thread(threads.shutdown)
