"""Target: cpu_map

Mistake: as many workers as there are processors
Message: no more than `workers` at once
"""

from concurrent.futures import ProcessPoolExecutor
def cpu_map(fn, items, workers):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(fn, items))
