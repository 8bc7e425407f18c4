"""Target: call_with_timeout

Mistake: one module-level single-thread pool for all timed calls
Why: the timed-out call still occupies the only worker; later calls queue behind it and time out
    although they are quick
Expected: the first TimeoutError is prompt, the next quick call raises TimeoutError as well
Source: https://github.com/abicheck/abicheck/pull/646 (a timed-out call leaves a live worker
    behind)
Message: raised TimeoutError
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)

def call_with_timeout(fn, timeout):
    return POOL.submit(fn).result(timeout)
