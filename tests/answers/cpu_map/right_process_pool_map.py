"""Target: cpu_map

Approach: ProcessPoolExecutor.map
Source: own construction
"""

from concurrent.futures import ProcessPoolExecutor

def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(fn, items))
