"""Target: two_hellos

Mistake: asks the clock again and again
Why: sleep(0) comes back at once
Message: goes on at other times
"""

import asyncio, time
async def two_hellos(say, delay):
    async def one():
        say("hello")
        end = time.monotonic() + delay
        while time.monotonic() < end:
            await asyncio.sleep(0)
        say("again")
    await asyncio.gather(one(), one())
