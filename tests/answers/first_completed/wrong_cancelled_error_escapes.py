"""Target: first_completed

Mistake: awaits the cancelled losers without catching their CancelledError
Why: it looks as if the caller itself had been cancelled
Message: raised asyncio.CancelledError
"""

import asyncio

async def first_completed(coros):
    tasks = [asyncio.create_task(coro) for coro in coros]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    for task in pending:
        await task
    return done.pop().result()
