"""Target: modernise

Mistake: waits for the first only
Why: asyncio.wait waits for all unless told otherwise
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
    third = asyncio.create_task(greet("Linus", 3 * delay))
    await asyncio.wait([first, third], return_when=asyncio.FIRST_COMPLETED)
    say(f"letters: {first.result() + second.result()}")
    await third
    return first.result()
