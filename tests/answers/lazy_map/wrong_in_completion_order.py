"""Target: lazy_map

Mistake: yields whatever is done first
Why: the promise is the order of the items
Message: yields something else
"""

import itertools
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def lazy_map(fn, iterable, workers, buffersize):
    iterator, pool = iter(iterable), ThreadPoolExecutor(workers)
    window = {pool.submit(fn, x) for x in itertools.islice(iterator, buffersize)}
    while window:
        done, window = wait(window, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
        window |= {pool.submit(fn, x) for x in itertools.islice(iterator, len(done))}
    pool.shutdown()
