"""Target: first_result

Mistake: asks the first future
Why: the first to start need not be the first to finish
Message: returns another value
"""

from concurrent.futures import ThreadPoolExecutor


def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    futures = [pool.submit(fn) for fn in fns]
    try:
        return futures[0].result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
