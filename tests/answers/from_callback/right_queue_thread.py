"""Target: from_callback

Approach: a thread waits at a queue for the loop
"""

import asyncio, queue
async def from_callback(start, *args):
    q = queue.SimpleQueue()
    start(*args, on_done=lambda v: q.put((v, None)), on_error=lambda e: q.put((None, e)))
    v, e = await asyncio.to_thread(q.get)
    if e is not None: raise e
    return v
