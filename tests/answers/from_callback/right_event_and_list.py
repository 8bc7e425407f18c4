"""Target: from_callback

Approach: a list takes the first outcome, an asyncio.Event wakes
"""

import asyncio

async def from_callback(start, *args):
    loop, called, outcomes = asyncio.get_running_loop(), asyncio.Event(), []

    def on_done(value):
        outcomes.append((value, None))
        loop.call_soon_threadsafe(called.set)

    def on_error(error):
        outcomes.append((None, error))
        loop.call_soon_threadsafe(called.set)

    start(*args, on_done=on_done, on_error=on_error)
    await called.wait()
    value, error = outcomes[0]
    if error is not None:
        raise error
    return value
