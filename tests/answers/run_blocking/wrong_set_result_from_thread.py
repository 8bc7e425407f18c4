"""Target: run_blocking

Mistake: sets the loop's future from the other thread
Why: the loop sleeps and is not woken: only call_soon_threadsafe wakes it
Message: deadlock
"""

import asyncio, threading

async def run_blocking(fn, *args):
    answer = asyncio.get_running_loop().create_future()

    def work():
        try:
            answer.set_result(fn(*args))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return await answer
