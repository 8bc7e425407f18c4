"""Target: call_with_timeout

Approach: a pool per call, shut down with wait=False in finally
"""

from concurrent.futures import ThreadPoolExecutor

def call_with_timeout(fn, timeout):
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(fn).result(timeout)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
