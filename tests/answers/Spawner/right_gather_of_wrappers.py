"""Target: Spawner

Approach: wrappers that never raise, in a set; aclose gathers
"""

import asyncio

class Spawner:
    def __init__(self):
        self._tasks = set()
        self._error = None

    def spawn(self, coro):
        task = asyncio.get_running_loop().create_task(self._run(coro))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _run(self, coro):
        try:
            await coro
        except Exception as error:
            if self._error is None:
                self._error = error

    async def aclose(self):
        while self._tasks:
            await asyncio.gather(*self._tasks)
        if self._error is not None:
            raise self._error
