"""Target: run_blocking

Mistake: hands the exception back as a result
Why: it must be raised
Message: raises nothing
"""

import asyncio

async def run_blocking(fn, *args):
    def safely():
        try:
            return fn(*args)
        except Exception as error:
            return error

    return await asyncio.to_thread(safely)
