"""Target: from_callback

Mistake: asks done() where it is called back, not where the future is set
Why: two calls may both find it not done before the loop sets it
Message: The first call counts; a second one does no harm.
"""

import asyncio

async def from_callback(start, *args):
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def later(method):
        def callback(what):
            if not answer.done():
                loop.call_soon_threadsafe(method, what)
        return callback

    start(*args, on_done=later(answer.set_result), on_error=later(answer.set_exception))
    return await answer
