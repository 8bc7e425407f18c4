"""Target: Spawner

Mistake: spawn is async
Why: nobody awaits it: it is an ordinary call that starts something
Message: spawn is an ordinary call: it starts
"""

import asyncio

class Spawner:
    def __init__(self):
        self.tasks, self.error = set(), None

    async def spawn(self, coro):
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
