"""Target: download_all

Approach: the thread pool of multiprocessing
"""

from multiprocessing.pool import ThreadPool


def download_all(fetch, urls, workers):
    with ThreadPool(workers) as pool:
        results = pool.map(fetch, urls, chunksize=1)
        pool.close()
        pool.join()
        return results
