"""Target: gather_limited

Mistake: waits for a free slot with `while running >= limit: time.sleep(...)`
Why: time.sleep stops the loop, so no running task can finish
Expected: hangs at the first time the limit is reached
Source: https://docs.bswen.com/blog/2026-04-20-time-sleep-vs-asyncio-sleep
Message: runs no more than 2 fetch at once
"""

import asyncio, time

async def gather_limited(coros, limit):
    running, ts, give_up = 0, [], time.monotonic() + 2.5
    async def one(c):
        nonlocal running
        try:
            return await c
        finally:
            running -= 1
    async with asyncio.TaskGroup() as tg:
        for c in coros:
            while running >= limit and time.monotonic() < give_up:
                time.sleep(0.01)
            running += 1
            ts.append(tg.create_task(one(c)))
    return [t.result() for t in ts]
