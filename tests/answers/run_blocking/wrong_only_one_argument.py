"""Target: run_blocking

Mistake: hands on the first argument only
Why: fn takes as many as it is given
Message: run_blocking
"""

import asyncio

async def run_blocking(fn, *args):
    return await asyncio.to_thread(fn, *args[:1])
