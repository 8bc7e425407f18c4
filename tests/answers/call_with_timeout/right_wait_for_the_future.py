"""Target: call_with_timeout

Approach: concurrent.futures.wait instead of result(timeout)
"""

from concurrent.futures import ThreadPoolExecutor, wait


def call_with_timeout(fn, timeout):
    executor = ThreadPoolExecutor(max_workers=1)
    future = executor.submit(fn)
    executor.shutdown(wait=False)
    done, _ = wait([future], timeout)
    if not done:
        raise TimeoutError("still running")
    return future.result()
