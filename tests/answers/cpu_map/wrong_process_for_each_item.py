"""Target: cpu_map

Mistake: as many processes as items
Why: `workers` is the limit; a hundred items would be a hundred interpreters
Message: processes computed at once, not 2
"""

from concurrent.futures import ProcessPoolExecutor


def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(len(items) or 1) as pool:
        return list(pool.map(fn, items))
