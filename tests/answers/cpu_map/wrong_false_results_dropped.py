"""Target: cpu_map

Mistake: drops results that are false
Message: Also a result that is nothing is a result.
"""

from concurrent.futures import ProcessPoolExecutor
def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(workers) as pool:
        return [r for r in pool.map(fn, items) if r]
