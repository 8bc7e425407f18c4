"""Target: from_callback

Approach: calls start in a thread, too
"""

import asyncio, functools
async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    def put(kind, what):
        if f.done(): return
        f.set_result(what) if kind else f.set_exception(what)
    await asyncio.to_thread(functools.partial(start, *args, on_done=lambda v: loop.call_soon_threadsafe(put, True, v), on_error=lambda e: loop.call_soon_threadsafe(put, False, e)))
    return await f
