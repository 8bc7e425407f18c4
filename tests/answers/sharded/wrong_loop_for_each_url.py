"""Target: sharded

Mistake: runs a loop for each url
Why: within a share the calls are to run at the same time, on one loop
Message: takes 3 s
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def sharded(fetch, urls, loops):
    with ThreadPoolExecutor(loops) as pool:
        return list(pool.map(lambda url: asyncio.run(fetch(url)), urls))
