"""Target: with_timeout

Mistake: wait_for(shield(coro)): "so that it isn't interrupted"
Why: shield protects the inner task from exactly the cancellation that the timeout needs
Expected: default in time, the operation goes on in the background
Source: https://github.com/python/cpython/issues/81917 (confusion about what wait_for waits for)
Message: leaves something running
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(asyncio.shield(coro), seconds)
    except asyncio.TimeoutError:
        return default
