"""Target: Spawner

Mistake: create_task and drops the task
Why: the loop keeps only weak references; a task that is reachable from nothing else can be
    collected while it waits
Expected: usually works (whatever the task awaits is mostly referenced by the loop); with a
    future that only the task references, gc.collect() destroys it: "Task was destroyed but it
    is pending!"
Source: https://github.com/python/cpython/issues/117379 ;
    https://github.com/python/cpython/pull/155599
Message: aclose waits for those that still run.
"""

import asyncio

class Spawner:
    def spawn(self, coro):
        asyncio.create_task(coro)

    async def aclose(self):
        await asyncio.sleep(0)
