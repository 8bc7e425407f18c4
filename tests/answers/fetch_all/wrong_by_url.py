"""Target: fetch_all

Mistake: a dict by url loses equal urls
Why: the dict has one entry for two equal urls
Message: Any value may come back.
"""

import asyncio

async def fetch_all(fetch, urls):
    async def one(url):
        return url, await fetch(url)

    return list(dict(await asyncio.gather(*(one(url) for url in urls))).values())
