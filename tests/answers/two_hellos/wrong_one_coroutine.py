"""Target: two_hellos

Mistake: one coroutine says everything twice
Why: that looks the same, but nothing runs at the same time
Message: greets in two tasks
"""

import asyncio

async def two_hellos(say, delay):
    say("hello")
    say("hello")
    await asyncio.sleep(delay)
    say("again")
    say("again")
