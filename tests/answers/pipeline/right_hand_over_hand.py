"""Target: pipeline

Approach: a task for each url holds its stage until the next one has room; workers start anew
"""

import asyncio, multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    a, b, c = map(asyncio.Semaphore, limits)
    out = {}
    with ProcessPoolExecutor(limits[1], mp_context=multiprocessing.get_context("spawn")) as pp, ThreadPoolExecutor(limits[2]) as tp:
        async def one(url):
            try:
                # hand over hand: hold a stage until the next one has room
                await a.acquire()
                try:
                    body = await fetch(url)
                    await b.acquire()
                finally: a.release()
                try:
                    small = await loop.run_in_executor(pp, shrink, body)
                    await c.acquire()
                finally: b.release()
                try: out[url] = await loop.run_in_executor(tp, save, small)
                finally: c.release()
            except Exception as e:
                out[url] = e
        async with asyncio.TaskGroup() as tg:
            for url in urls: tg.create_task(one(url))
    return out
