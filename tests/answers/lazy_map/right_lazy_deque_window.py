"""Target: lazy_map

Approach: sliding window: a deque of at most buffersize futures, refilled right before each
    yield
"""

import itertools
from collections import deque
from concurrent.futures import ThreadPoolExecutor

def lazy_map(fn, iterable, workers, buffersize):
    it = iter(iterable)
    pool = ThreadPoolExecutor(workers)
    window = deque()
    try:
        for x in itertools.islice(it, buffersize):
            window.append(pool.submit(fn, x))
        while window:
            value = window.popleft().result()
            yield value
            for x in itertools.islice(it, 1):
                window.append(pool.submit(fn, x))
    finally:
        for f in window:
            f.cancel()
        pool.shutdown(wait=False, cancel_futures=True)
