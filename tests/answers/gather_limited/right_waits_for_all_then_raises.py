"""Target: gather_limited

Approach: an error cancels nobody: it is raised when all have ended
"""

import asyncio
async def gather_limited(coros, limit):
    sem = asyncio.Semaphore(limit); errors = []
    async def one(c):
        async with sem:
            try: return await c
            except Exception as e: errors.append(e)
    try:
        results = await asyncio.gather(*(one(c) for c in coros))
    finally:
        pass
    if errors: raise errors[0]
    return results
