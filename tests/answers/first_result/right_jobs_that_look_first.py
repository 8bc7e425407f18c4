"""Target: first_result

Approach: every job looks whether there is a result before it calls its function
"""

import threading
from concurrent.futures import Future, ThreadPoolExecutor


def first_result(fns, workers):
    first, lock = Future(), threading.Lock()

    def unless_over(fn):
        if first.done():
            return
        value = fn()
        with lock:
            if not first.done():
                first.set_result(value)

    pool = ThreadPoolExecutor(workers)
    for fn in fns:
        pool.submit(unless_over, fn)
    pool.shutdown(wait=False)
    return first.result()
