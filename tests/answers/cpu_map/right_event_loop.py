"""Target: cpu_map

Approach: an event loop of its own that gathers run_in_executor
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
def cpu_map(fn, items, workers):
    async def main():
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(workers) as pool:
            return list(await asyncio.gather(*(loop.run_in_executor(pool, fn, item) for item in items)))
    return asyncio.run(main())
