"""Target: pipeline

Approach: queues of one place, workers that end at a sentinel, wrap_future
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

END = object()


async def stage(work, source, sink, failures, workers, next_workers):
    async def worker():
        while (pair := await source.get()) is not END:
            url, value = pair
            try:
                value = await work(value)
            except Exception as error:
                failures[url] = error
            else:
                await sink.put((url, value))

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker())
    for _ in range(next_workers):
        await sink.put(END)


async def pipeline(fetch, shrink, save, urls, limits):
    results, failures = {}, {}
    first, second, third, last = (asyncio.Queue(1) for _ in range(4))
    with ThreadPoolExecutor(limits[2]) as threads, ProcessPoolExecutor(limits[1]) as processes:

        async def feed():
            for url in urls:
                await first.put((url, url))
            for _ in range(limits[0]):
                await first.put(END)

        async def collect():
            while (pair := await last.get()) is not END:
                results[pair[0]] = pair[1]

        async with asyncio.TaskGroup() as group:
            group.create_task(feed())
            group.create_task(stage(fetch, first, second, failures, limits[0], limits[1]))
            shrunk = lambda body: asyncio.wrap_future(processes.submit(shrink, body))
            group.create_task(stage(shrunk, second, third, failures, limits[1], limits[2]))
            saved = lambda small: asyncio.wrap_future(threads.submit(save, small))
            group.create_task(stage(saved, third, last, failures, limits[2], 1))
            group.create_task(collect())
    return results | failures
