"""Target: hybrid

Mistake: waits for an event that nobody sets
Message: has come to a standstill
"""

import asyncio
async def hybrid(fetch, crunch, urls):
    await asyncio.Event().wait()
