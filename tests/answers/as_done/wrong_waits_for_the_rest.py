"""Target: as_done

Mistake: waits for the others when the consumer stops early
Why: they are to be cancelled
Message: cancels the remaining ones at aclose
"""

import asyncio

async def as_done(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        await asyncio.gather(*tasks, return_exceptions=True)
