"""Target: from_callback

Mistake: returns the exception that on_error was given
Why: it is to be raised
Message: raises nothing
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def fill(value):
        if not answer.done():
            answer.set_result(value)

    def later(value):
        loop.call_soon_threadsafe(fill, value)

    start(*args, on_done=later, on_error=later)
    return await answer
