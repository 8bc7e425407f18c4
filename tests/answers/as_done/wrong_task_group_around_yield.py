"""Target: as_done

Mistake: yields inside a task group
Why: GeneratorExit arrives in the group as an error of its own
Message: unhandled errors in a TaskGroup (1 sub-exception): GeneratorExit
"""

import asyncio
async def as_done(coros):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(c) for c in coros]
        for f in asyncio.as_completed(tasks):
            yield await f
