"""Target: two_hellos

Approach: runs itself at the top level, too
"""

import asyncio
async def two_hellos(say, delay):
    async def one():
        say("hello")
        await asyncio.sleep(delay)
        say("again")
    a = asyncio.create_task(one())
    b = asyncio.create_task(one())
    await a
    await b
asyncio.run(two_hellos(print, 1))
if __name__ == "__main__":
    asyncio.run(two_hellos(print, 0.1))
