"""Target: cpu_map

Mistake: raises an error of its own in the place of what fn raised
Message: raises another error
"""

from concurrent.futures import ProcessPoolExecutor
def cpu_map(fn, items, workers):
    try:
        with ProcessPoolExecutor(workers) as pool:
            return list(pool.map(fn, items))
    except Exception as e:
        raise RuntimeError("a worker failed") from e
