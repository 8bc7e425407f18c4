"""Target: run_blocking

Mistake: calls the blocking function in the coroutine
Why: async def does not make anything non-blocking
Expected: the loop stands still for 300 ms; two calls take 0.6 s
Source: https://docs.bswen.com/blog/2026-04-20-time-sleep-vs-asyncio-sleep ;
    https://github.com/aio-libs/aiohttp/issues/3630
Message: held for 3 s by sleep 3
"""

async def run_blocking(fn, *args):
    return fn(*args)
