"""Target: lazy_map

Mistake: the window is a global
Why: two of them mix their futures
Message: Two of them may be used side by side.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice


WINDOW = deque()


def lazy_map(fn, iterable, workers, buffersize):
    it = iter(iterable)
    with ThreadPoolExecutor(workers) as pool:
        WINDOW.extend(pool.submit(fn, x) for x in islice(it, buffersize))
        while WINDOW:
            yield WINDOW.popleft().result()
            WINDOW.extend(pool.submit(fn, x) for x in islice(it, 1))
