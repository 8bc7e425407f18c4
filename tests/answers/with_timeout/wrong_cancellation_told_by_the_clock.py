"""Target: with_timeout

Mistake: takes a cancellation after the deadline for its own
Why: the caller's may come then, too
Message: ends when cancelled, also while the child cleans up
"""

import asyncio
async def with_timeout(coro, seconds, default):
    start = asyncio.get_running_loop().time()
    try:
        return await asyncio.wait_for(coro, seconds)
    except TimeoutError:
        return default
    except asyncio.CancelledError:
        if asyncio.get_running_loop().time() - start >= seconds: return default
        raise
