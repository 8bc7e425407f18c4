"""Target: first_result

Approach: wait(FIRST_COMPLETED), then shutdown(wait=False, cancel_futures=True)
"""

from concurrent.futures import ThreadPoolExecutor, wait, FIRST_COMPLETED

def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        done, _ = wait([pool.submit(fn) for fn in fns], return_when=FIRST_COMPLETED)
        return done.pop().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
