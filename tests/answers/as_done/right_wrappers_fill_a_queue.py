"""Target: as_done

Approach: each coroutine puts its result into a queue
"""

import asyncio

async def as_done(coros):
    queue = asyncio.Queue()

    async def run(coro):
        try:
            await queue.put((await coro, None))
        except Exception as error:
            await queue.put((None, error))

    tasks = [asyncio.create_task(run(coro)) for coro in coros]
    try:
        for _ in range(len(tasks)):
            result, error = await queue.get()
            if error:
                raise error
            yield result
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
