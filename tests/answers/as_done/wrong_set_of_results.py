"""Target: as_done

Mistake: drops results that were there before
Why: equal results are results of different coroutines
Message: Any value may come back.
"""

import asyncio

async def as_done(coros):
    tasks, seen = [asyncio.create_task(coro) for coro in coros], []
    try:
        for done in asyncio.as_completed(tasks):
            result = await done
            if result not in seen:
                seen.append(result)
                yield result
    finally:
        for task in tasks:
            task.cancel()
