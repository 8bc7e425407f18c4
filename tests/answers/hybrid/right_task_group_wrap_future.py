"""Target: hybrid

Approach: a task group, submit and wrap_future, a pool in a with block once all is done
"""

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor


async def hybrid(fetch, crunch, urls):
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:

        async def one(url):
            return await asyncio.wrap_future(pool.submit(crunch, await fetch(url)))

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(url)) for url in urls]
        return [task.result() for task in tasks]
