"""Target: two_hellos

Mistake: an ordinary function that runs a loop
Why: it cannot be awaited beside others
Message: asyncio.run() cannot be called from a running event loop
"""

import asyncio
def two_hellos(say, delay):
    async def one():
        say("hello")
        await asyncio.sleep(delay)
        say("again")
    async def main():
        await asyncio.gather(one(), one())
    asyncio.run(main())
