"""Target: fetch_all

Mistake: returns a tuple
Why: a list is promised
Message: returns another value
"""

import asyncio

async def fetch_all(fetch, urls):
    return tuple(await asyncio.gather(*(fetch(url) for url in urls)))
