"""Target: run_blocking

Mistake: hands over the tuple of arguments as one
Why: fn(args) is not fn(*args)
Message: read was called with ('a',)
"""

import asyncio
async def run_blocking(fn, *args):
    return await asyncio.to_thread(fn, args)
