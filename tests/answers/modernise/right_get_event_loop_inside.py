"""Target: modernise

Approach: get_event_loop where a loop runs; a task group
"""

import asyncio
async def modernise(say, delay):
    loop = asyncio.get_event_loop()
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)
    async with asyncio.TaskGroup() as tg:
        first = tg.create_task(greet("Ada", 2 * delay))
        second = tg.create_task(greet("Grace", delay))
        say("started")
        tg.create_task(greet("Linus", 3 * delay))
    n = await first + await second
    say(f"letters: {n}")
    return await first
