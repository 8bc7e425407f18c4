"""Target: cpu_map

Mistake: async def wrappers and gather for CPU-bound work
Why: coroutines switch only at awaits; a computation has none
Expected: strictly sequential, in the parent process
Source: https://docs.bswen.com/blog/2026-04-20-time-sleep-vs-asyncio-sleep
Message: It was computed in the process of the caller.
"""

import asyncio

def cpu_map(fn, items, workers):
    async def one(x):
        return fn(x)
    async def main():
        return list(await asyncio.gather(*[one(x) for x in items]))
    return asyncio.run(main())
