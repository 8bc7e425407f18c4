"""Target: Spawner

Mistake: starts the tasks in aclose
Why: background tasks start when they are spawned
Message: spawn is an ordinary call: it starts
"""

import asyncio

class Spawner:
    def __init__(self):
        self.tasks, self.error, self.todo = set(), None, []

    def spawn(self, coro):
        self.todo.append(coro)

    def ended(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and self.error is None:
            self.error = task.exception()

    async def aclose(self):
        for coro in self.todo:
            task = asyncio.create_task(coro)
            self.tasks.add(task)
            task.add_done_callback(self.ended)
        while self.tasks:
            await asyncio.wait(self.tasks)
        if self.error is not None:
            raise self.error
