"""Target: two_hellos

Approach: tasks in a TaskGroup
"""

import asyncio

async def greet(say, delay):
    say("hello")
    await asyncio.sleep(delay)
    say("again")

async def two_hellos(say, delay):
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(greet(say, delay))
