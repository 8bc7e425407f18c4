"""Target: from_callback

Mistake: takes None for no answer yet
Why: None is a value
Message: from_callback
"""

import asyncio

async def from_callback(start, *args):
    loop, called, box = asyncio.get_running_loop(), asyncio.Event(), {}

    def note(kind):
        def callback(what):
            if box.get(kind) is None and what:
                box.setdefault(kind, what)
                loop.call_soon_threadsafe(called.set)
        return callback

    start(*args, on_done=note("done"), on_error=note("error"))
    await called.wait()
    if "error" in box and "done" not in box:
        raise box["error"]
    return box["done"]
