"""Target: submit_then

Approach: a thread of its own waits for the future
"""

import threading


def submit_then(pool, fn, callback):
    future = pool.submit(fn)

    def waiter():
        error = future.exception()
        if error is not None:
            callback(None, error)
        else:
            callback(future.result(), None)

    threading.Thread(target=waiter, daemon=True).start()
    return future
