"""Target: sharded

Approach: contiguous shares in task groups
"""

import asyncio, queue
from concurrent.futures import ThreadPoolExecutor
def sharded(fetch, urls, loops):
    urls = list(urls); size = -(-len(urls)//loops) if urls else 0
    parts = [urls[i*size:(i+1)*size] for i in range(loops)] if size else []
    async def run(part):
        async with asyncio.TaskGroup() as tg:
            ts = [tg.create_task(fetch(u)) for u in part]
        return [t.result() for t in ts]
    with ThreadPoolExecutor(loops) as pool:
        return [r for part in pool.map(lambda p: asyncio.run(run(p)), parts) for r in part]
