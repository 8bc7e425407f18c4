"""Target: first_result

Mistake: cancels what has not started, then waits for the rest
Why: shutdown waits by default
Message: takes 1 s
"""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def first_result(fns, workers):
    pool = ThreadPoolExecutor(workers)
    done, rest = wait([pool.submit(fn) for fn in fns], return_when=FIRST_COMPLETED)
    pool.shutdown(cancel_futures=True)
    return done.pop().result()
