"""Target: Spawner

Mistake: asks again and again whether there are tasks
Why: sleep(0) in a loop keeps the processor busy and lets no time pass
Message: Spawner
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
            await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
