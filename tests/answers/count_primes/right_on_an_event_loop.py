"""Target: count_primes

Approach: an event loop gathers what it has handed to a process pool
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor

from primes import primes_below


def count_primes(limits, workers):
    async def main():
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(workers) as pool:
            jobs = [loop.run_in_executor(pool, primes_below, limit) for limit in limits]
            return list(await asyncio.gather(*jobs))

    return asyncio.run(main())
