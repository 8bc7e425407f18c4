"""Target: download_all

Approach: asyncio.to_thread in a TaskGroup, so that an error arrives in a group
"""

import asyncio


def download_all(fetch, urls, workers):
    async def main():
        gate = asyncio.Semaphore(workers)

        async def one(url):
            async with gate:
                return await asyncio.to_thread(fetch, url)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(url)) for url in urls]
        return [task.result() for task in tasks]

    return asyncio.run(main())
