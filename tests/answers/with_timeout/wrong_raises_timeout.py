"""Target: with_timeout

Mistake: lets the TimeoutError out
Why: the default is promised
Message: raised TimeoutError
"""

import asyncio

async def with_timeout(coro, seconds, default):
    return await asyncio.wait_for(coro, seconds)
