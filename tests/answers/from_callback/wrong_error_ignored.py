"""Target: from_callback

Mistake: does nothing in on_error
Why: whoever waits waits for ever
Message: deadlock
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def fill(value):
        if not answer.done():
            answer.set_result(value)

    start(*args, on_done=lambda value: loop.call_soon_threadsafe(fill, value), on_error=lambda error: None)
    return await answer
