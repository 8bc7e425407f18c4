"""Target: two_hellos

Mistake: awaits one coroutine after the other
Why: await waits for the end: the second has not even begun
Message: got: ['hello', 'again', 'hello', 'again']
"""

import asyncio

async def two_hellos(say, delay):
    async def greet():
        say("hello")
        await asyncio.sleep(delay)
        say("again")

    await greet()
    await greet()
