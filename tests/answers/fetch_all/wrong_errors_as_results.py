"""Target: fetch_all

Mistake: gather(..., return_exceptions=True)
Why: an error then is a result like any other, and the caller does not hear of it
Message: raises nothing
"""

import asyncio

async def fetch_all(fetch, urls):
    return await asyncio.gather(*(fetch(url) for url in urls), return_exceptions=True)
