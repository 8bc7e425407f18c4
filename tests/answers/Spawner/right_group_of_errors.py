"""Target: Spawner

Approach: raises all errors in a group
"""

import asyncio
class Spawner:
    def __init__(self): self.tasks, self.errors = set(), []
    def spawn(self, coro):
        t = asyncio.create_task(coro); self.tasks.add(t); t.add_done_callback(self._done)
    def _done(self, t):
        self.tasks.remove(t)
        if not t.cancelled() and t.exception(): self.errors.append(t.exception())
    async def aclose(self):
        while self.tasks: await asyncio.gather(*self.tasks, return_exceptions=True)
        if self.errors: raise ExceptionGroup("background", self.errors)
