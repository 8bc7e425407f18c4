"""Target: modernise

Mistake: awaits the third greeting directly
Why: it then begins before the tasks
Message: goes another way
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
    await greet("Linus", 3 * delay)
    say("letters: %d" % (first.result() + second.result()))
    return first.result()
