"""Target: two_hellos

Approach: makes a task of one and awaits the other itself
"""

import asyncio

async def two_hellos(say, delay):
    async def greet():
        say("hello")
        await asyncio.sleep(delay)
        say("again")

    other = asyncio.create_task(greet())
    await greet()
    await other
