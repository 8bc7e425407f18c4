"""Target: cpu_map

Approach: multiprocessing.Pool in processes that start anew (spawn); closed and joined
"""

import multiprocessing as mp
mp.set_start_method("spawn", force=True)
def cpu_map(fn, items, workers):
    with mp.Pool(workers) as pool:
        results = pool.map(fn, items)
        pool.close(); pool.join()
        return results
