"""Target: Spawner

Approach: counts its tasks; an event tells when there are none
"""

import asyncio

class Spawner:
    def __init__(self):
        self.live, self.errors, self.idle = {}, [], asyncio.Event()
        self.idle.set()

    def spawn(self, coro):
        self.idle.clear()
        task = asyncio.create_task(coro)
        self.live[id(task)] = task
        task.add_done_callback(self._done)

    def _done(self, task):
        del self.live[id(task)]
        if not task.cancelled() and task.exception() is not None:
            self.errors.append(task.exception())
        if not self.live:
            self.idle.set()

    async def aclose(self):
        await self.idle.wait()
        if self.errors:
            raise ExceptionGroup("background", self.errors[:1])
