"""Target: modernise

Mistake: awaits each greeting where the script made a task
Why: asyncio.async started a task at once; an await waits for the end
Message: goes another way
"""

import asyncio

async def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)

    first = await greet("Ada", 2 * delay)
    second = await greet("Grace", delay)
    say("started")
    await greet("Linus", 3 * delay)
    say(f"letters: {first + second}")
    return first
