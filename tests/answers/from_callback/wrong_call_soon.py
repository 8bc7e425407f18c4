"""Target: from_callback

Mistake: call_soon from another thread
Why: it does not wake the loop
Message: deadlock
"""

import asyncio
async def from_callback(start, *args):
    loop = asyncio.get_running_loop(); f = loop.create_future()
    def put(m, w):
        if not f.done(): m(w)
    start(*args, on_done=lambda v: loop.call_soon(put, f.set_result, v), on_error=lambda e: loop.call_soon(put, f.set_exception, e))
    return await f
