"""Target: lazy_map

Mistake: refills before it yields
Why: the value in hand has not been yielded yet: one more is held than may be
Message: holds 4 items that were pulled and not yet yielded; 3 may be
"""

import itertools
from collections import deque
from concurrent.futures import ThreadPoolExecutor


def lazy_map(fn, iterable, workers, buffersize):
    iterator, pool = iter(iterable), ThreadPoolExecutor(workers)
    try:
        window = deque(pool.submit(fn, x) for x in itertools.islice(iterator, buffersize))
        while window:
            value = window.popleft().result()
            window.extend(pool.submit(fn, x) for x in itertools.islice(iterator, 1))
            yield value
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
