"""Target: fetch_all

Mistake: filters out results that are false
Why: None and 0 are results, too
Message: Any value may come back.
"""

import asyncio

async def fetch_all(fetch, urls):
    return [result for result in await asyncio.gather(*(fetch(url) for url in urls)) if result]
