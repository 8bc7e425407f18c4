"""Target: first_completed

Mistake: returns the result of the first in the list
Why: the first to finish is asked for
Message: expected: 'B' got: 'A'
"""

import asyncio

async def first_completed(coros):
    first, *others = [asyncio.create_task(coro) for coro in coros]
    result = await first
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return result
