"""Target: with_timeout

Mistake: catches OSError, of which TimeoutError is one
Why: so is ConnectionError
Message: raises nothing
"""

import asyncio
async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(coro, seconds)
    except OSError:
        return default
