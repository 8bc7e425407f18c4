"""Target: with_timeout

Mistake: except Exception around wait_for
Why: CancelledError passes (BaseException since 3.8), but every error of the operation becomes
    the default
Expected: ValueError becomes 'd'
Source: https://github.com/fuergaosi233/claude-code-proxy/pull/74
Message: got: returned 'too late'
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(coro, seconds)
    except Exception:
        return default
