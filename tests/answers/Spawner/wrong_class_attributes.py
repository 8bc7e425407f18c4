"""Target: Spawner

Mistake: keeps the tasks on the class
Why: all spawners share them
Message: Each spawner has its own tasks.
"""

import asyncio

class Spawner:
    tasks, error = set(), None

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
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
