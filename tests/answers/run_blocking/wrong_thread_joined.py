"""Target: run_blocking

Mistake: starts a thread and joins it in the coroutine
Why: join blocks the loop's thread as fn itself would
Message: held for 3 s by
"""

import asyncio, threading

async def run_blocking(fn, *args):
    box = []

    def work():
        try:
            box.append((fn(*args), None))
        except Exception as error:
            box.append((None, error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    result, error = box[0]
    if error:
        raise error
    return result
