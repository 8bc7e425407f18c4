"""Target: fetch_all

Approach: TaskGroup
"""

import asyncio

async def fetch_all(fetch, urls):
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(fetch(u)) for u in urls]
    return [t.result() for t in ts]
