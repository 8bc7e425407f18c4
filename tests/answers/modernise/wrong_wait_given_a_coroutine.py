"""Target: modernise

Mistake: gives asyncio.wait a coroutine, as the script did
Why: asyncio.wait takes only tasks and futures since Python 3.11
Message: Passing coroutines is forbidden
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
    await asyncio.wait([first, greet("Linus", 3 * delay)])
    say(f"letters: {first.result() + second.result()}")
    return first.result()
