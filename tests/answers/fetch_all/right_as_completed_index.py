"""Target: fetch_all

Approach: tags each with its place and sorts
"""

import asyncio
async def fetch_all(fetch, urls):
    async def tagged(n, url): return n, await fetch(url)
    got = [await each for each in asyncio.as_completed([tagged(n, u) for n, u in enumerate(urls)])]
    return [r for _, r in sorted(got, key=lambda p: p[0])]
