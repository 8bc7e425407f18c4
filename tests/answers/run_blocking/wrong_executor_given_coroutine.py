"""Target: run_blocking

Mistake: passes an async function to the executor
Why: the thread only builds the coroutine object; nobody awaits it
Expected: a coroutine object as "result", fn never runs, RuntimeWarning: never awaited
Source: https://github.com/python/asyncio/issues/126 ;
    https://github.com/scarletcafe/jishaku/issues/137
Message: got: [<coroutine object run_blocking.<locals>.job>
"""

import asyncio

async def run_blocking(fn, *args):
    async def job():
        return fn(*args)
    return await asyncio.to_thread(job)
