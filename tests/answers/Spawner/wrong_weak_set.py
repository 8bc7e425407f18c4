"""Target: Spawner

Mistake: keeps its tasks in a WeakSet
Why: that holds them no better than the loop does
Message: keep them
"""

import asyncio

import weakref

class Spawner:
    def __init__(self):
        self.tasks, self.error = weakref.WeakSet(), None

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.add(task)
        task.add_done_callback(self.ended)

    def ended(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and self.error is None:
            self.error = task.exception()

    async def aclose(self):
        while self.tasks:
            await asyncio.wait(list(self.tasks))
        if self.error is not None:
            raise self.error
