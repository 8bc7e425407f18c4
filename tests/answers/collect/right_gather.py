"""Target: collect

Approach: an event loop gathers triples of item, value and error
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(workers) as pool:

            async def one(i):
                try:
                    return i, await loop.run_in_executor(pool, fn, i), None
                except Exception as e:
                    return i, None, e

            return await asyncio.gather(*[one(i) for i in items])

    rows = asyncio.run(main())
    return {i: v for i, v, e in rows if e is None}, {i: e for i, v, e in rows if e is not None}
