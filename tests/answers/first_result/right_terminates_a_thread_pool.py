"""Target: first_result

Approach: the first item of imap_unordered on multiprocessing's pool of threads, which is then given up
"""

from multiprocessing.pool import ThreadPool


def first_result(fns, workers):
    pool = ThreadPool(workers)
    try:
        return next(pool.imap_unordered(lambda fn: fn(), fns))
    finally:
        pool.terminate()
