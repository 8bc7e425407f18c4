"""Target: from_callback

Approach: a future of concurrent.futures, wrapped
"""

import asyncio, concurrent.futures
async def from_callback(start, *args):
    f = concurrent.futures.Future()
    def done(v):
        try: f.set_result(v)
        except concurrent.futures.InvalidStateError: pass
    def error(e):
        try: f.set_exception(e)
        except concurrent.futures.InvalidStateError: pass
    start(*args, on_done=done, on_error=error)
    return await asyncio.wrap_future(f)
