"""Target: as_done

Approach: an asynchronous iterator class with aclose
"""

import asyncio
class as_done:
    def __init__(self, coros):
        self.coros, self.tasks, self.closed = list(coros), None, False
        self.queue = asyncio.Queue()
    def __aiter__(self): return self
    async def __anext__(self):
        if self.tasks is None:
            self.tasks = [asyncio.ensure_future(c) for c in self.coros]
            self.left = len(self.tasks)
            for t in self.tasks: t.add_done_callback(self.queue.put_nowait)
        if self.closed or not self.left: raise StopAsyncIteration
        self.left -= 1
        return (await self.queue.get()).result()
    async def aclose(self):
        self.closed = True
        for t in self.tasks or (): t.cancel()
        await asyncio.gather(*self.tasks or (), return_exceptions=True)
