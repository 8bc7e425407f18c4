"""Target: two_hellos

Approach: asyncio.wait on two tasks, timers by call_later
"""

import asyncio

async def two_hellos(say, delay):
    loop = asyncio.get_running_loop()

    async def greet():
        say("hello")
        over = loop.create_future()
        loop.call_later(delay, over.set_result, None)
        await over
        say("again")

    await asyncio.wait({loop.create_task(greet()), loop.create_task(greet())})
