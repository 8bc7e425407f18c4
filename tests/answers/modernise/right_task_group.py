"""Target: modernise

Approach: a task group waits for all
"""

import asyncio

async def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)

    async with asyncio.TaskGroup() as group:
        first = group.create_task(greet("Ada", 2 * delay))
        second = group.create_task(greet("Grace", delay))
        say("started")
        group.create_task(greet("Linus", 3 * delay))
    say(f"letters: {first.result() + second.result()}")
    return first.result()
