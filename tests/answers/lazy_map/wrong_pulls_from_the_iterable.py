"""Target: lazy_map

Mistake: takes from the iterable instead of one iterator over it
Why: a list begins anew each time
Message: Any iterable will do, a list for one.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice


def lazy_map(fn, iterable, workers, buffersize):
    with ThreadPoolExecutor(workers) as pool:
        window = deque(pool.submit(fn, x) for x in islice(iterable, buffersize))
        while window:
            yield window.popleft().result()
            window.extend(pool.submit(fn, x) for x in islice(iterable, 1))
