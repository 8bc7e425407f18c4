"""Target: from_callback

Mistake: keeps the latest of the calls
Why: the first counts
Message: The first call counts
"""

import asyncio

async def from_callback(start, *args):
    loop, called, box = asyncio.get_running_loop(), asyncio.Event(), {}

    def note(kind):
        def callback(what):
            box["outcome"] = kind, what
            loop.call_soon_threadsafe(called.set)
        return callback

    start(*args, on_done=note("done"), on_error=note("error"))
    await called.wait()
    kind, what = box["outcome"]
    if kind == "error":
        raise what
    return what
