"""Target: Spawner

Mistake: raises the latest error
Why: the first is promised
Message: raises the first error, 'first'
"""

import asyncio

class Spawner:
    def __init__(self):
        self.tasks, self.error = set(), None

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.add(task)
        task.add_done_callback(self.ended)

    def ended(self, task):
        self.tasks.discard(task)
        if not task.cancelled():
            self.error = task.exception() or self.error

    async def aclose(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
