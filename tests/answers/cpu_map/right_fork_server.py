"""Target: cpu_map

Approach: an executor whose workers come from a fork server (the default of Python 3.14)
"""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(workers, mp_context=mp.get_context("forkserver")) as pool:
        return list(pool.map(fn, items))
