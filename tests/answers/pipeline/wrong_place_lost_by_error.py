"""Target: pipeline

Mistake: an error keeps its place in the semaphore
Message: has come to a standstill
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    a, b, c = map(asyncio.Semaphore, limits)
    room = asyncio.Semaphore(sum(limits)*2)
    out = {}
    with ProcessPoolExecutor(limits[1]) as pp, ThreadPoolExecutor(limits[2]) as tp:
        async def one(url):
            try:
                await a.acquire(); body = await fetch(url); a.release()
                await b.acquire(); small = await loop.run_in_executor(pp, shrink, body); b.release()
                await c.acquire(); out[url] = await loop.run_in_executor(tp, save, small); c.release()
            except Exception as e: out[url] = e
            finally: room.release()
        async with asyncio.TaskGroup() as tg:
            for url in urls:
                await room.acquire(); tg.create_task(one(url))
    return out
