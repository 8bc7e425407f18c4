"""Target: run_blocking

Approach: run_coroutine_threadsafe from a thread of its own
"""

import asyncio, threading
async def run_blocking(fn, *args):
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    async def put(r, e):
        if e: f.set_exception(e)
        else: f.set_result(r)
    def work():
        r = e = None
        try: r = fn(*args)
        except Exception as x: e = x
        asyncio.run_coroutine_threadsafe(put(r, e), loop)
    threading.Thread(target=work).start()
    return await f
