"""Target: with_timeout

Mistake: catches TimeoutError inside the `async with asyncio.timeout()` block
Why: inside the block the deadline shows as CancelledError; the conversion to TimeoutError
    happens in __aexit__, outside the try
Expected: TimeoutError escapes, default is never returned
Source: https://github.com/python/cpython/pull/102815 (how timeouts use cancellation and
    uncancel); asyncio documentation of asyncio.timeout
Message: raised TimeoutError
"""

import asyncio

async def with_timeout(coro, seconds, default):
    async with asyncio.timeout(seconds):
        try:
            return await coro
        except TimeoutError:
            return default
