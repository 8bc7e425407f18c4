"""Target: run_blocking

Approach: a plain thread that answers with call_soon_threadsafe into a loop future
"""

import asyncio, threading

async def run_blocking(fn, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def put(method, value):
        if not answer.done():
            getattr(answer, method)(value)

    def work():
        try:
            r = fn(*args)
        except BaseException as e:
            loop.call_soon_threadsafe(put, 'set_exception', e)
        else:
            loop.call_soon_threadsafe(put, 'set_result', r)

    threading.Thread(target=work, daemon=True).start()
    return await answer
