"""Target: fetch_all

Mistake: fetches in portions of ten
Why: all urls are to be fetched at once
Message: takes 1 s
"""

import asyncio

async def fetch_all(fetch, urls):
    urls, results = list(urls), []
    for n in range(0, len(urls), 10):
        results += await asyncio.gather(*(fetch(url) for url in urls[n:n + 10]))
    return results
