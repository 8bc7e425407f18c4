"""Target: sharded

Approach: shares of neighbours, as equal as may be
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    urls = list(urls)
    bounds = [len(urls) * n // loops for n in range(loops + 1)]

    async def share(part):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(url)) for url in part]
        return [task.result() for task in tasks]

    with ThreadPoolExecutor(max_workers=loops) as pool:
        jobs = [pool.submit(asyncio.run, share(urls[a:b])) for a, b in zip(bounds, bounds[1:])]
        return [result for job in jobs for result in job.result()]
