"""Target: first_completed

Approach: the winner raises out of a task group
"""

import asyncio
class Won(Exception):
    def __init__(self, value): self.value = value
async def first_completed(coros):
    async def run(c):
        raise Won(await c)
    try:
        async with asyncio.TaskGroup() as tg:
            for c in coros: tg.create_task(run(c))
    except* Won as g:
        out = g.exceptions[0].value
    return out
