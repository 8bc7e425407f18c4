"""Target: modernise

Mistake: asks asyncio.iscoroutinefunction
Why: deprecated since 3.14
Message: asyncio.iscoroutinefunction is deprecated since Python 3.14
"""

import asyncio
async def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)
    assert asyncio.iscoroutinefunction(greet)
    first = asyncio.create_task(greet("Ada", 2 * delay))
    second = asyncio.create_task(greet("Grace", delay))
    say("started")
    await asyncio.wait([first, asyncio.create_task(greet("Linus", 3 * delay))])
    say("letters: %d" % (first.result() + second.result()))
    return first.result()
