"""Target: from_callback

Mistake: calls start without its arguments
Why: start(*args, …) is what is asked for
Message: missing 1 required
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def fill(method, what):
        if not answer.done():
            method(what)

    start(
        on_done=lambda value: loop.call_soon_threadsafe(fill, answer.set_result, value),
        on_error=lambda error: loop.call_soon_threadsafe(fill, answer.set_exception, error),
    )
    return await answer
