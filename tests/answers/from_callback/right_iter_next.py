"""Target: from_callback

Approach: the first to draw a ticket counts
"""

import asyncio, itertools
async def from_callback(start, *args):
    loop = asyncio.get_running_loop(); f = loop.create_future(); tickets = itertools.count()
    def on_done(v):
        if next(tickets) == 0: loop.call_soon_threadsafe(f.set_result, v)
    def on_error(e):
        if next(tickets) == 0: loop.call_soon_threadsafe(f.set_exception, e)
    start(*args, on_done=on_done, on_error=on_error)
    return await f
