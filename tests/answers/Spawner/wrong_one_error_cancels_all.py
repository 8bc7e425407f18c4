"""Target: Spawner

Mistake: a TaskGroup-like spawner: one error cancels the others
Why: an error of one is no reason to end the others
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
            if self.error is not None:
                for other in self.tasks:
                    other.cancel()

    async def aclose(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
