"""Target: two_hellos

Mistake: a thread for each greeting
Why: one thread is enough, and say is called from threads that it does not expect
Message: in one thread
"""

import asyncio, time

async def two_hellos(say, delay):
    def greet():
        say("hello")
        time.sleep(delay)
        say("again")

    await asyncio.gather(asyncio.to_thread(greet), asyncio.to_thread(greet))
