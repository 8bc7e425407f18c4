"""Target: lazy_map

Mistake: takes None for the end of the items
Why: an item may be None
Message: Items and values may be false.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor


def lazy_map(fn, iterable, workers, buffersize):
    iterator, pool, window = iter(iterable), ThreadPoolExecutor(workers), deque()
    try:
        while True:
            while len(window) < buffersize and (item := next(iterator, None)) is not None:
                window.append(pool.submit(fn, item))
            if not window:
                return
            yield window.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
