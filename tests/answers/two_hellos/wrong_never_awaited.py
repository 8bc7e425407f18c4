"""Target: two_hellos

Mistake: calls the coroutine functions without awaiting
Why: a call makes a coroutine; nobody runs it
Message: got: []
"""

import asyncio

async def two_hellos(say, delay):
    async def greet():
        say("hello")
        await asyncio.sleep(delay)
        say("again")

    greet()
    greet()
