"""Target: from_callback

Mistake: one future for all calls
Why: two calls get each other's answers
Message: deadlock
"""

import asyncio
F = None
async def from_callback(start, *args):
    global F
    loop = asyncio.get_running_loop(); F = loop.create_future()
    def put(m, w):
        if not F.done(): getattr(F, m)(w)
    start(*args, on_done=lambda v: loop.call_soon_threadsafe(put, "set_result", v), on_error=lambda e: loop.call_soon_threadsafe(put, "set_exception", e))
    return await F
