"""Target: modernise

Mistake: leaves the end of the old script below
Why: get_event_loop without a running loop
Message: get_event_loop() without a running loop fails from Python 3.14 on
"""

import asyncio
async def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)
    first = asyncio.create_task(greet("Ada", 2 * delay))
    second = asyncio.create_task(greet("Grace", delay))
    say("started")
    await asyncio.wait([first, asyncio.create_task(greet("Linus", 3 * delay))])
    say("letters: %d" % (first.result() + second.result()))
    return first.result()
loop = asyncio.get_event_loop()
letters = loop.run_until_complete(modernise(print, 0.1))
loop.close()
