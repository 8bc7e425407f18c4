"""Target: call_with_timeout

Approach: a daemon thread that puts what happened into a queue
"""

import queue
import threading


def call_with_timeout(fn, timeout):
    outcome = queue.SimpleQueue()

    def call():
        try:
            outcome.put((True, fn()))
        except BaseException as error:
            outcome.put((False, error))

    threading.Thread(target=call, daemon=True).start()
    try:
        good, value = outcome.get(timeout=timeout)
    except queue.Empty:
        raise TimeoutError from None
    if good:
        return value
    raise value
