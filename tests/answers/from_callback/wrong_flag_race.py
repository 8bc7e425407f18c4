"""Target: from_callback

Mistake: a flag without a lock, asked and set in the callers' threads
Why: between question and answer the other thread may ask, too
Message: one of two calls counts
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    called = []

    def later(method):
        def callback(what):
            if called:
                return
            asyncio_lock_missing()
            called.append(True)
            loop.call_soon_threadsafe(method, what)
        return callback

    start(*args, on_done=later(answer.set_result), on_error=later(answer.set_exception))
    return await answer


def asyncio_lock_missing():
    """Something that takes a moment."""
    import time
    time.sleep(0)
