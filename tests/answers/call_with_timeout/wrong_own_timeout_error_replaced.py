"""Target: call_with_timeout

Mistake: takes every TimeoutError for its own
Why: fn may raise one long before the deadline, with a text of its own
Message: fn may raise a TimeoutError of its own.
"""

from concurrent.futures import ThreadPoolExecutor


def call_with_timeout(fn, timeout):
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(fn).result(timeout)
    except TimeoutError:
        raise TimeoutError(f"took longer than {timeout} s") from None
    finally:
        pool.shutdown(wait=False)
