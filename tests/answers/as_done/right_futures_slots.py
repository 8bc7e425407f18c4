"""Target: as_done

Approach: done callbacks fill futures in the order of completion
"""

import asyncio
from collections import deque
async def as_done(coros):
    loop = asyncio.get_running_loop()
    coros = list(coros)
    slots = [loop.create_future() for _ in coros]
    free = deque(slots)
    def filled(t):
        slot = free.popleft()
        if slot.cancelled(): return
        if t.cancelled(): slot.cancel()
        elif t.exception(): slot.set_exception(t.exception())
        else: slot.set_result(t.result())
    tasks = [loop.create_task(c) for c in coros]
    for t in tasks: t.add_done_callback(filled)
    try:
        for s in slots: yield await s
    finally:
        for t in tasks: t.cancel()
