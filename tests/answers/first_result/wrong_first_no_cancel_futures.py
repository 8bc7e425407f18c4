"""Target: first_result

Mistake: shutdown(wait=False) without cancel_futures=True
Why: wait=False only skips the waiting; queued work items are still executed by the workers
Expected: prompt, but all 8 callables run in the background (and the interpreter waits for them
    at exit)
Source: https://github.com/python/cpython/pull/18057 ;
    https://github.com/python/cpython/issues/80961
Message: though there is a result already
"""

from concurrent.futures import ThreadPoolExecutor, as_completed

def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    fs = [pool.submit(fn) for fn in fns]
    try:
        return next(as_completed(fs)).result()
    finally:
        pool.shutdown(wait=False)
