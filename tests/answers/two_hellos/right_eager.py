"""Target: two_hellos

Approach: eager tasks, where Python has them
"""

import asyncio, sys
async def two_hellos(say, delay):
    async def one():
        say("hello")
        await asyncio.sleep(delay)
        say("again")
    loop = asyncio.get_running_loop()
    if sys.version_info >= (3, 12):
        loop.set_task_factory(asyncio.eager_task_factory)
    await asyncio.gather(one(), one())
