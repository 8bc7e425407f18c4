"""Target: as_done

Approach: done callbacks put tasks into an asyncio.Queue
"""

import asyncio

async def as_done(coros):
    q = asyncio.Queue()
    tasks = [asyncio.ensure_future(c) for c in coros]
    for t in tasks:
        t.add_done_callback(q.put_nowait)
    try:
        for _ in tasks:
            yield (await q.get()).result()
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
