"""Target: fetch_all

Approach: gather(*...)
"""

import asyncio

async def fetch_all(fetch, urls):
    return await asyncio.gather(*(fetch(u) for u in urls))
