"""Target: hybrid

Mistake: run_in_executor(None, ...): the default executor is a pool of threads
Why: threads compute one at a time, and in the process of the loop
Message: It was computed in the process of the loop.
"""

import asyncio


async def hybrid(fetch, crunch, urls):
    loop = asyncio.get_running_loop()

    async def one(url):
        return await loop.run_in_executor(None, crunch, await fetch(url))

    return await asyncio.gather(*map(one, urls))
