"""Target: two_hellos

Mistake: two timers of the loop, no coroutine but one
Why: two coroutines are to greet
Message: greets in two tasks
"""

import asyncio
async def two_hellos(say, delay):
    loop = asyncio.get_running_loop()
    say("hello"); say("hello")
    f = loop.create_future()
    loop.call_later(delay, say, "again")
    loop.call_later(delay, say, "again")
    loop.call_later(delay, f.set_result, None)
    await f
