"""Target: pipeline

Mistake: calls save in the coroutine
Why: it blocks: nothing else goes on meanwhile
Message: saves in threads
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    processes = ProcessPoolExecutor(limits[1])
    room = asyncio.Semaphore(min(limits))

    async def one(url):
        async with room:
            try:
                body = await fetch(url)
                return save(await loop.run_in_executor(processes, shrink, body))
            except Exception as error:
                return error

    try:
        return dict(zip(urls, await asyncio.gather(*map(one, urls))))
    finally:
        await asyncio.to_thread(processes.shutdown)
