"""Target: from_callback

Mistake: sets the future at each call
Why: the second call raises InvalidStateError inside the loop
Message: The first call counts; a second one does no harm.
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    start(
        *args,
        on_done=lambda value: loop.call_soon_threadsafe(answer.set_result, value),
        on_error=lambda error: loop.call_soon_threadsafe(answer.set_exception, error),
    )
    return await answer
