"""Target: with_timeout

Mistake: catches CancelledError, too
Why: cancelling the caller ends as if the time were up, and the caller goes on
Message: A cancelled caller must not go on.
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(coro, seconds)
    except (TimeoutError, asyncio.CancelledError):
        return default
