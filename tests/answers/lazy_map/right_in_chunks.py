"""Target: lazy_map

Approach: one chunk after the other, each as big as may run at once
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice


def lazy_map(fn, iterable, workers, buffersize):
    it = iter(iterable)
    with ThreadPoolExecutor(workers) as pool:
        while chunk := list(islice(it, min(workers, buffersize))):
            for value in pool.map(fn, chunk):
                yield value
