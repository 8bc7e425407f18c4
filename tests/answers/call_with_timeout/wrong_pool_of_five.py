"""Target: call_with_timeout

Mistake: one pool of some workers for all calls
Why: when all its workers are stuck, later calls wait in its queue
Message: raised TimeoutError
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(32)


def call_with_timeout(fn, timeout):
    return POOL.submit(fn).result(timeout)
