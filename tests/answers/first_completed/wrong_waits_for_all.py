"""Target: first_completed

Mistake: waits for all, then returns the first result
Why: the first to finish decides when it returns
Message: takes 1 s
"""

import asyncio

async def first_completed(coros):
    order = []

    async def note(coro):
        order.append(await coro)

    await asyncio.gather(*[note(coro) for coro in coros])
    return order[0]
