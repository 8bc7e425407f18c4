"""Target: cpu_map

Approach: multiprocessing.Pool with starmap_async and get()
Source: own construction
"""

import multiprocessing as mp

def cpu_map(fn, items, workers):
    with mp.Pool(workers) as pool:
        out = pool.starmap_async(fn, [(x,) for x in items], chunksize=1).get()
        pool.close()
        pool.join()
    return out
