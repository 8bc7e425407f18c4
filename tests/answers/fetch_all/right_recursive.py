"""Target: fetch_all

Approach: gathers the first and the rest
"""

import asyncio
async def fetch_all(fetch, urls):
    urls = list(urls)
    if not urls: return []
    first, rest = await asyncio.gather(fetch(urls[0]), fetch_all(fetch, urls[1:]))
    return [first, *rest]
