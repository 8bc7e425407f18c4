"""Target: with_timeout

Mistake: takes a false result for none
Why: None and 0 are results
Message: Any value may come back.
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        result = await asyncio.wait_for(coro, seconds)
    except TimeoutError:
        result = None
    return result or default
