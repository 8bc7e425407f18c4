"""Target: Spawner

Mistake: takes the task out and its error with it
Why: an error that came before aclose is lost
Message: raises nothing
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

    async def aclose(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
