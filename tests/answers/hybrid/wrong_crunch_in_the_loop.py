"""Target: hybrid

Mistake: calls crunch in the coroutine
Why: it computes in the loop's thread, which stands still
Message: It was computed in the process of the loop.
"""

import asyncio


async def hybrid(fetch, crunch, urls):
    async def one(url):
        return crunch(await fetch(url))

    return await asyncio.gather(*map(one, urls))
