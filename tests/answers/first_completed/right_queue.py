"""Target: first_completed

Approach: the tasks put themselves into a queue
"""

import asyncio
async def first_completed(coros):
    q = asyncio.Queue()
    tasks = [asyncio.create_task(c) for c in coros]
    for t in tasks: t.add_done_callback(q.put_nowait)
    winner = await q.get()
    for t in tasks: t.cancel()
    await asyncio.wait(tasks)
    return winner.result()
