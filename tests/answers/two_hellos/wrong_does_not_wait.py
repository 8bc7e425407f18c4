"""Target: two_hellos

Mistake: makes tasks and returns
Why: the caller goes on before they have ended
Message: expected: ['hello', 'hello', 'again', 'again']
"""

import asyncio

async def two_hellos(say, delay):
    async def greet():
        say("hello")
        await asyncio.sleep(delay)
        say("again")

    for _ in range(2):
        asyncio.create_task(greet())
    await asyncio.sleep(delay / 2)
