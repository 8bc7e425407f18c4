"""Target: as_done

Mistake: waits for all by asking again and again, and asks for one too many
Why: sleep(0) comes back at once, and what it waits for never comes
Message: await asyncio.sleep(0)
"""

import asyncio

async def as_done(coros):
    results = []
    tasks = [asyncio.ensure_future(coro) for coro in coros]
    for task in tasks:
        task.add_done_callback(results.append)
    while len(results) <= len(tasks):
        await asyncio.sleep(0)
    for task in results:
        yield task.result()
