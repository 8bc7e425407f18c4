"""Target: sharded

Mistake: one loop for all
Why: each of `loops` workers runs one of its own
Message: uses 2 threads, not 1
"""

import asyncio

def sharded(fetch, urls, loops):
    async def main():
        return await asyncio.gather(*[fetch(url) for url in urls])

    return asyncio.run(main())
