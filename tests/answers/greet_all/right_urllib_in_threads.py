"""Target: greet_all

Approach: no session at all: a blocking client in threads
"""

import asyncio
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor


def greet(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


async def greet_all(base_url, names):
    urls = [f"{base_url}/hello/{urllib.parse.quote(name, safe='')}" for name in names]
    loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor(len(urls) or 1)
    try:
        return await asyncio.gather(*(loop.run_in_executor(pool, greet, url) for url in urls))
    finally:
        pool.shutdown(wait=False)
