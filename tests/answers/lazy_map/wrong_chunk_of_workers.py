"""Target: lazy_map

Mistake: handles chunks of `workers` items, whatever buffersize says
Why: then more are held than the buffer allows, or fewer run
Message: were pulled and not yet yielded
"""

import itertools
from concurrent.futures import ThreadPoolExecutor


def lazy_map(fn, iterable, workers, buffersize):
    iterator = iter(iterable)
    with ThreadPoolExecutor(workers) as pool:
        while chunk := list(itertools.islice(iterator, workers)):
            yield from pool.map(fn, chunk)
