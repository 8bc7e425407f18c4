"""Target: from_callback

Mistake: sets the loop's future from whichever thread calls
Why: the loop is not woken, and its objects are not safe to touch from other threads
Message: deadlock
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def once(method):
        def callback(what):
            if not answer.done():
                method(what)
        return callback

    start(*args, on_done=once(answer.set_result), on_error=once(answer.set_exception))
    return await answer
