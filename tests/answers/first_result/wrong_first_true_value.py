"""Target: first_result

Mistake: goes on until a value is true
Why: None and 0 are values
Message: A value may be false.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        for future in as_completed([pool.submit(fn) for fn in fns]):
            if future.result():
                return future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
