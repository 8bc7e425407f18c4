"""Target: with_timeout

Mistake: runs the coroutine to its end and compares times
Why: nothing is cut short
Message: expected: 'too late' got: 'A'
"""

import time

async def with_timeout(coro, seconds, default):
    start = time.monotonic()
    result = await coro
    return default if time.monotonic() - start > seconds * 1000 else result
