"""Target: fetch_all

Mistake: a thread with a loop of its own for each url
Why: the loop that asked stands still meanwhile
Message: keeps the loop free
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
async def fetch_all(fetch, urls):
    with ThreadPoolExecutor(100) as pool:
        return list(pool.map(lambda u: asyncio.run(fetch(u)), urls))
