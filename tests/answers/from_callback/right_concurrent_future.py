"""Target: from_callback

Approach: a concurrent future under a lock, wrapped
"""

import asyncio, concurrent.futures, threading

async def from_callback(start, *args):
    answer, lock = concurrent.futures.Future(), threading.Lock()

    def once(method):
        def callback(what):
            with lock:
                if not answer.done():
                    method(what)
        return callback

    start(*args, on_done=once(answer.set_result), on_error=once(answer.set_exception))
    return await asyncio.wrap_future(answer)
