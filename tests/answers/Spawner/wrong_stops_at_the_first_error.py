"""Target: Spawner

Mistake: gather raises at the first error and the others run on
Why: aclose waits for all that run
Message: an error of one ends no other
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
            await asyncio.gather(*self.tasks)
        if self.error is not None:
            raise self.error
