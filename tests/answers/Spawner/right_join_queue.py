"""Target: Spawner

Approach: counts in a queue, and joins it
"""

import asyncio
class Spawner:
    def __init__(self):
        self.q = asyncio.Queue(); self.tasks = set(); self.first = []
    def spawn(self, coro):
        self.q.put_nowait(None)
        t = asyncio.create_task(self.run(coro)); self.tasks.add(t)
        t.add_done_callback(self.tasks.discard)
    async def run(self, coro):
        try: return await coro
        except Exception as e: self.first.append(e)
        finally: self.q.task_done()
    async def aclose(self):
        await self.q.join()
        if self.first: raise self.first[0]
