"""Target: download_all

Approach: as_completed, each future mapped back to its index
"""

from concurrent.futures import ThreadPoolExecutor, as_completed

def download_all(fetch, urls, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        where = {pool.submit(fetch, u): i for i, u in enumerate(urls)}
        out = [None] * len(where)
        for f in as_completed(where):
            out[where[f]] = f.result()
        return out
    finally:
        pool.shutdown()
