"""Target: with_timeout

Mistake: a bare except around wait_for
Why: it catches the operation's own errors, CancelledError and KeyboardInterrupt alike
Expected: ValueError and cancellation both become 'd'
Source: https://github.com/fuergaosi233/claude-code-proxy/pull/74 ;
    https://github.com/Yakifo/amqtt/pull/29
Message: got: returned 'too late'
"""

import asyncio

async def with_timeout(coro, seconds, default):
    try:
        return await asyncio.wait_for(coro, seconds)
    except:
        return default
