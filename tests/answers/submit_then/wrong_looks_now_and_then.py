"""Target: submit_then

Mistake: a thread looks every 100 ms whether the job is done
Why: the callback comes when it is done, not at the next look
Message: When it is done, not some time later.
"""

import threading
import time


def submit_then(pool, fn, callback):
    future = pool.submit(fn)

    def watch():
        while not future.done():
            time.sleep(0.1)
        error = future.exception()
        callback(None if error else future.result(), error)

    threading.Thread(target=watch).start()
    return future
