"""Target: lazy_map

Mistake: assumes Executor.map is lazy like the built-in map
Why: map submits every item before it returns; buffersize= exists only since 3.14
Expected: on itertools.count() it never returns and eats memory; on 40 items all 40 are pulled
    at once
Source: https://github.com/python/cpython/issues/74028 ;
    https://github.com/python/cpython/pull/125663
Message: holds 10 items that were pulled and not yet yielded; 3 may be
"""

from concurrent.futures import ThreadPoolExecutor

def lazy_map(fn, iterable, workers, buffersize):
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(fn, iterable)
