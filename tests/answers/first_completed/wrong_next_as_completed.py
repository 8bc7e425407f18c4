"""Target: first_completed

Mistake: await next(asyncio.as_completed(coros)) and nothing else
Why: as_completed wraps coroutines in tasks that nobody has a handle on, so they cannot be
    cancelled
Expected: right value, losers run on
Source: https://github.com/python/cpython/pull/10251 (the yielded futures are not members of fs)
Message: leaves something running
"""

import asyncio

async def first_completed(coros):
    return await next(iter(asyncio.as_completed(list(coros))))
