"""Target: run_blocking

Mistake: run_in_executor(None, fn(*args)): calls first
Why: fn runs in the loop's thread; the executor gets its result and tries to call it
Expected: blocked loop, then TypeError: 'int' object is not callable
Source: https://github.com/python/asyncio/issues/334 ;
    https://github.com/python/asyncio/issues/126
Message: 'str' object is not callable
"""

import asyncio

async def run_blocking(fn, *args):
    return await asyncio.get_running_loop().run_in_executor(None, fn(*args))
