"""Target: modernise

Mistake: says started after the first greetings
Why: a task does not run before its maker waits
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
    await asyncio.sleep(0)
    say("started")
    await asyncio.wait([first, asyncio.create_task(greet("Linus", 3 * delay))])
    say(f"letters: {first.result() + second.result()}")
    return first.result()
