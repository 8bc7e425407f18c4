"""Target: as_done

Mistake: takes only one of those that are done at the same moment
Why: asyncio.wait may give several, and those that are not handed over are lost
Message: hands over all that are done at one moment
"""

import asyncio

async def as_done(coros):
    pending = {asyncio.create_task(coro) for coro in coros}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            yield done.pop().result()
    finally:
        for task in pending:
            task.cancel()
