"""Target: cpu_map

Mistake: returns the futures
Why: a future is a promise, not a result
Message: returns a list, one result for each item
"""

from concurrent.futures import ProcessPoolExecutor


def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(workers) as pool:
        return [pool.submit(fn, item) for item in items]
