"""Target: call_with_timeout

Mistake: tells a failure by the type of what came
Why: an exception may be a value
Message: An exception that is returned is a value.
"""

import queue
import threading


def call_with_timeout(fn, timeout):
    q = queue.Queue()

    def go():
        try:
            q.put(fn())
        except Exception as e:
            q.put(e)

    threading.Thread(target=go, daemon=True).start()
    try:
        r = q.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(r, Exception):
        raise r
    return r
