"""Target: run_blocking

Mistake: one call at a time, behind a lock
Why: two calls are to overlap
Message: takes at least 3 s, at most 3.05 s
"""

import asyncio
lock = asyncio.Lock()
async def run_blocking(fn, *args):
    async with lock:
        return await asyncio.to_thread(fn, *args)
