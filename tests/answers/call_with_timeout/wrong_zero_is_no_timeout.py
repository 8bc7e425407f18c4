"""Target: call_with_timeout

Mistake: `timeout or None`
Why: no time at all is not all the time in the world
Message: raises no TimeoutError although there is no time at all
"""

from concurrent.futures import ThreadPoolExecutor


def call_with_timeout(fn, timeout):
    p = ThreadPoolExecutor(1)
    try:
        return p.submit(fn).result(timeout or None)
    finally:
        p.shutdown(wait=False)
