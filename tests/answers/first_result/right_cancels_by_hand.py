"""Target: first_result

Approach: cancels every future by hand, then shuts down without waiting
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def first_result(fns, workers):
    pool = ThreadPoolExecutor(max_workers=workers)
    futures = [pool.submit(fn) for fn in fns]
    winner = next(as_completed(futures))
    for future in futures:
        future.cancel()
    pool.shutdown(wait=False)
    return winner.result()
