"""Target: two_hellos

Mistake: sleeps with time.sleep
Why: that stops the thread, and with it the loop: the other cannot begin
Message: got: ['hello', 'again', 'hello', 'again']
"""

import asyncio, time

async def two_hellos(say, delay):
    async def greet():
        say("hello")
        time.sleep(delay)
        say("again")

    await asyncio.gather(greet(), greet())
