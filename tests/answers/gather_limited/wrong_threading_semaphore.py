"""Target: gather_limited

Mistake: uses threading.Semaphore (or Lock) in coroutines
Why: acquire() blocks the only thread; the coroutine that would release it can never run
Expected: the event loop freezes as soon as the limit is reached; the process hangs
Source: https://github.com/Azure/azure-sdk-for-python/pull/11591 ;
    https://github.com/slackapi/bolt-python/issues/994
Message: deadlock
"""

import asyncio, threading

async def gather_limited(coros, limit):
    sem = threading.Semaphore(limit if limit < 5 else 1)
    async def one(c):
        with sem:
            return await c
    return await asyncio.gather(*[one(c) for c in coros])
