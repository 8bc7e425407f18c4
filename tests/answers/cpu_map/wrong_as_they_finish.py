"""Target: cpu_map

Mistake: imap_unordered
Why: the order of the items is promised
Message: results in the order of the items
"""

import multiprocessing


def cpu_map(fn, items, workers):
    with multiprocessing.Pool(workers) as pool:
        results = list(pool.imap_unordered(fn, sorted(items)))
        pool.close()
        pool.join()
    return results
