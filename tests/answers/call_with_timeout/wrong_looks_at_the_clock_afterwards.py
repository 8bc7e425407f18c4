"""Target: call_with_timeout

Mistake: makes the call itself and then looks how long it took
Why: the caller is free only when fn is
Message: got: 5 s
"""

import time


def call_with_timeout(fn, timeout):
    start = time.monotonic()
    value = fn()
    if time.monotonic() - start > timeout:
        raise TimeoutError
    return value
