"""Target: call_with_timeout

Mistake: takes None for "no result yet"
Why: None is a value
Message: TimeoutError
"""

import threading


def call_with_timeout(fn, timeout):
    box = [None, None]

    def call():
        try:
            box[0] = fn()
        except BaseException as error:
            box[1] = error

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(timeout)
    if box[1] is not None:
        raise box[1]
    if box[0] is None:
        raise TimeoutError
    return box[0]
