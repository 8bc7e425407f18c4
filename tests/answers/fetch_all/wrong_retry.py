"""Target: fetch_all

Mistake: tries again what has failed
Why: an exception of fetch reaches the caller
Message: Each url is fetched once.
"""

import asyncio
async def fetch_all(fetch, urls):
    async def one(u):
        try: return await fetch(u)
        except Exception: return await fetch(u)
    return await asyncio.gather(*(one(u) for u in urls))
