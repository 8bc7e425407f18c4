"""Target: lazy_map

Mistake: a dict from item to future
Why: items come twice, and lists are no keys
Message: unhashable type: 'list'
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice


def lazy_map(fn, iterable, workers, buffersize):
    it = iter(iterable)
    with ThreadPoolExecutor(workers) as pool:
        futures = {}
        for x in islice(it, buffersize):
            futures[x] = pool.submit(fn, x)
        while futures:
            x = next(iter(futures))
            yield futures.pop(x).result()
            for y in islice(it, 1):
                futures[y] = pool.submit(fn, y)
