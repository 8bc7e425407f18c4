"""Target: run_blocking

Approach: asyncio.to_thread
"""

import asyncio

async def run_blocking(fn, *args):
    return await asyncio.to_thread(fn, *args)
