"""Target: two_hellos

Mistake: awaits only one of the two tasks
Why: the other may still run when the call returns
Message: leaves something running
"""

import asyncio

KEEP = set()

async def two_hellos(say, delay):
    async def greet(after):
        say("hello")
        await asyncio.sleep(delay)
        say("again")
        await asyncio.sleep(after)

    KEEP.add(asyncio.create_task(greet(delay)))
    await asyncio.create_task(greet(0))
