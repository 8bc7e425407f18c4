"""Target: two_hellos

Approach: an ordinary function that returns a coroutine
"""

import asyncio
def two_hellos(say, delay):
    async def one():
        say("hello"); await asyncio.sleep(delay); say("again")
    async def both():
        await asyncio.wait([asyncio.create_task(one()), asyncio.create_task(one())])
    return both()
