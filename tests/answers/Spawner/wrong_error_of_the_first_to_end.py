"""Target: Spawner

Mistake: looks at the first task that ended, not at the first that failed
Why: others may have ended well before
Message: raises the first error
"""

import asyncio
class Spawner:
    def __init__(self): self.tasks = set(); self.errors = []
    def spawn(self, coro):
        t = asyncio.create_task(coro); self.tasks.add(t); t.add_done_callback(self.done)
    def done(self, t):
        self.tasks.discard(t); self.errors.append(t.exception())
    async def aclose(self):
        if self.tasks: await asyncio.wait(self.tasks)
        for e in self.errors[:1]:
            if e: raise e
