"""Target: download_all

Approach: asyncio.run + run_in_executor + gather over an own pool
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    async def main():
        loop = asyncio.get_running_loop()
        return list(await asyncio.gather(*[loop.run_in_executor(pool, fetch, u) for u in urls]))
    with ThreadPoolExecutor(workers) as pool:
        return asyncio.run(main())
