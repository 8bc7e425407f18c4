"""Target: run_blocking

Mistake: tells the loop of results only
Why: an error in the thread leaves the coroutine waiting for ever
Message: died of OSError: no such file
"""

import asyncio, threading
async def run_blocking(fn, *args):
    loop = asyncio.get_running_loop(); f = loop.create_future()
    def work():
        r = fn(*args)
        loop.call_soon_threadsafe(f.set_result, r)
    threading.Thread(target=work).start()
    return await f
