"""Target: Spawner

Mistake: appends every task to a list for ever
Why: nothing removes finished tasks
Expected: every finished task and its result stay in memory
Source: https://github.com/ikalchev/HAP-python/pull/460 (pattern with add_done_callback(discard)
    that this leaves out)
Message: What an ended task returned must not be kept.
"""

import asyncio

class Spawner:
    def __init__(self):
        self.tasks = []

    def spawn(self, coro):
        self.tasks.append(asyncio.create_task(coro))

    async def aclose(self):
        await asyncio.gather(*self.tasks)
