"""Target: Spawner

Mistake: cancels what still runs
Why: aclose waits
Message: aclose waits for those that still run.
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
        if not task.cancelled() and self.error is None:
            self.error = task.exception()

    async def aclose(self):
        while self.tasks:
            for task in self.tasks:
                task.cancel()
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
