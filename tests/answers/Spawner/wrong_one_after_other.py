"""Target: Spawner

Mistake: each task waits for the one before
Why: they are to run at the same time
Message: starts fetch then
"""

import asyncio
class Spawner:
    def __init__(self): self.last, self.err = None, None
    def spawn(self, coro):
        async def run(before=self.last):
            if before: await before
            try: await coro
            except Exception as e: self.err = self.err or e
        self.last = asyncio.create_task(run())
    async def aclose(self):
        if self.last: await self.last
        if self.err: raise self.err
