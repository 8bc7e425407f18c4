"""Target: from_callback

Mistake: the callback waits for the loop
Why: called at once, it waits in the loop's own thread
Message: deadlock
"""

import asyncio
async def from_callback(start, *args):
    loop = asyncio.get_running_loop(); f = loop.create_future()
    async def put(m, w):
        if not f.done(): m(w)
    start(*args, on_done=lambda v: asyncio.run_coroutine_threadsafe(put(f.set_result, v), loop).result(), on_error=lambda e: asyncio.run_coroutine_threadsafe(put(f.set_exception, e), loop).result())
    return await f
