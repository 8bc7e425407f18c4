"""Target: Spawner

Mistake: forgets ended tasks when the next one is spawned
Why: until then they are kept
Message: What an ended task returned must not be kept.
"""

import asyncio
class Spawner:
    def __init__(self): self.tasks, self.err = [], None
    def spawn(self, coro):
        self.prune()
        self.tasks.append(asyncio.create_task(coro))
    def prune(self):
        for t in list(self.tasks):
            if t.done():
                self.tasks.remove(t)
                if t.exception(): self.err = self.err or t.exception()
    async def aclose(self):
        if self.tasks: await asyncio.wait(self.tasks)
        self.prune()
        if self.err: raise self.err
