"""Target: cpu_map

Mistake: min(workers, len(items)) workers
Why: for no items that is a pool of no workers, which does not exist
Message: max_workers must be greater than 0
"""

from concurrent.futures import ProcessPoolExecutor


def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(min(workers, len(items))) as pool:
        return list(pool.map(fn, items))
