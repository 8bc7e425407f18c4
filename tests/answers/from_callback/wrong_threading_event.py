"""Target: from_callback

Mistake: waits for a threading.Event
Why: that stops the loop and everybody on it
Message: held for 2 s by Event.wait
"""

import asyncio, threading

async def from_callback(start, *args):
    called, outcomes = threading.Event(), []

    def note(kind):
        def callback(what):
            outcomes.append((kind, what))
            called.set()
        return callback

    start(*args, on_done=note("done"), on_error=note("error"))
    called.wait()
    kind, what = outcomes[0]
    if kind == "error":
        raise what
    return what
