"""Target: collect

Approach: done callbacks write into the dicts, under a lock
"""

from concurrent.futures import ThreadPoolExecutor
import threading
from functools import partial


def collect(fn, items, workers):
    results, errors = {}, {}
    lock = threading.Lock()

    def done(item, f):
        with lock:
            (results if f.exception() is None else errors)[item] = (
                f.result() if f.exception() is None else f.exception()
            )

    with ThreadPoolExecutor(workers) as pool:
        for i in items:
            pool.submit(fn, i).add_done_callback(partial(done, i))
    return results, errors
