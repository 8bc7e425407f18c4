"""Target: with_timeout

Mistake: leaves the timer running when the result is there
Why: it strikes later, in the middle of something else
Message: A deadline that was met must not strike later.
"""

import asyncio

async def with_timeout(coro, seconds, default):
    me, late = asyncio.current_task(), []

    def strike():
        late.append(True)
        me.cancel()

    asyncio.get_running_loop().call_later(seconds, strike)
    try:
        return await coro
    except asyncio.CancelledError:
        if late and me.uncancel() == 0:
            return default
        raise
