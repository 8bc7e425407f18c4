"""Target: first_result

Mistake: waits for at most 5 s
Why: the first to finish may need longer
Message: raised KeyError
"""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    futures = [pool.submit(fn) for fn in fns]
    done, _ = wait(futures, timeout=5, return_when=FIRST_COMPLETED)
    pool.shutdown(wait=False, cancel_futures=True)
    return done.pop().result()
