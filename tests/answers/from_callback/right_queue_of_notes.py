"""Target: from_callback

Approach: callbacks leave notes in an asyncio.Queue; the first is read
"""

import asyncio

async def from_callback(start, *args):
    loop, notes = asyncio.get_running_loop(), asyncio.Queue()

    def note(kind):
        return lambda what: loop.call_soon_threadsafe(notes.put_nowait, (kind, what))

    start(*args, on_done=note("done"), on_error=note("error"))
    kind, what = await notes.get()
    if kind == "error":
        raise what
    return what
