"""Target: pipeline

Mistake: fetches all before anything else
Why: the first stage has its limit, too
Message: no more than 4 fetch at once
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes, threads = ProcessPoolExecutor(limits[1]), ThreadPoolExecutor(limits[2])

    async def one(url):
        try:
            body = await fetch(url)
            small = await loop.run_in_executor(processes, shrink, body)
            return await loop.run_in_executor(threads, save, small)
        except Exception as error:
            return error

    try:
        return dict(zip(urls, await asyncio.gather(*map(one, urls))))
    finally:
        await asyncio.to_thread(processes.shutdown)
        await asyncio.to_thread(threads.shutdown)
