"""Target: with_timeout

Mistake: waits for the clean-up for one second at most
Why: clean-up may take longer
Message: The clean-up comes before the return.
"""

import asyncio
async def with_timeout(coro, seconds, default):
    t = asyncio.ensure_future(coro)
    try:
        done, _ = await asyncio.wait({t}, timeout=seconds)
    except asyncio.CancelledError:
        t.cancel(); await asyncio.wait({t}); raise
    if done: return t.result()
    t.cancel()
    await asyncio.wait({t}, timeout=1)
    return default
