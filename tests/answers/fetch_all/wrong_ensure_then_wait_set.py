"""Target: fetch_all

Mistake: takes the results from the set of asyncio.wait
Why: a set has no order
Message: returns another value
"""

import asyncio

async def fetch_all(fetch, urls):
    tasks = {asyncio.create_task(fetch(url)) for url in urls}
    if not tasks:
        return []
    done, _ = await asyncio.wait(tasks)
    return [task.result() for task in done]
