"""Target: with_timeout

Mistake: does not wait for the child when the caller is cancelled
Why: its clean-up goes on without an owner
Message: With the caller ends what it waits for.
"""

import asyncio
async def with_timeout(coro, seconds, default):
    t = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait({t}, timeout=seconds)
    except asyncio.CancelledError:
        t.cancel(); raise
    if done: return t.result()
    t.cancel(); await asyncio.wait({t})
    return default
