"""Target: pipeline

Mistake: a url goes through all stages before the next begins
Why: the stages are to work at the same time, and each on several
Message: It was one at a time.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def pipeline(fetch, shrink, save, urls, limits):
    loop, results = asyncio.get_running_loop(), {}
    processes = ProcessPoolExecutor(limits[1])
    try:
        for url in urls:
            try:
                small = await loop.run_in_executor(processes, shrink, await fetch(url))
                results[url] = await asyncio.to_thread(save, small)
            except Exception as error:
                results[url] = error
    finally:
        await asyncio.to_thread(processes.shutdown)
    return results
