"""Target: call_with_timeout

Mistake: one big pool for all calls
Why: stuck calls fill it up in the end
Message: Stuck calls must not delay a later one.
"""

from concurrent.futures import ThreadPoolExecutor


POOL = ThreadPoolExecutor(64)


def call_with_timeout(fn, timeout):
    return POOL.submit(fn).result(timeout)
