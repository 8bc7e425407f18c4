"""Target: Spawner

Mistake: keeps what the tasks returned
Why: ended tasks are to be forgotten
Message: What an ended task returned must not be kept.
"""

import asyncio
class Spawner:
    def __init__(self): self.tasks, self.results, self.err = set(), [], None
    def spawn(self, coro):
        t = asyncio.create_task(coro); self.tasks.add(t); t.add_done_callback(self.done)
    def done(self, t):
        self.tasks.discard(t)
        if t.exception(): self.err = self.err or t.exception()
        else: self.results.append(t.result())
    async def aclose(self):
        while self.tasks: await asyncio.wait(self.tasks)
        if self.err: raise self.err
