"""Target: as_done

Mistake: cancels in `except Exception`
Why: GeneratorExit is a BaseException
Message: the others are to be cancelled
"""

import asyncio
async def as_done(coros):
    tasks = [asyncio.create_task(c) for c in coros]
    try:
        for f in asyncio.as_completed(tasks): yield await f
    except Exception:
        for t in tasks: t.cancel()
        raise
