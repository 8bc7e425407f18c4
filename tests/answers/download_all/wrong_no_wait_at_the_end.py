"""Target: download_all

Mistake: shuts down with wait=False, to be quick
Why: when a fetch has failed the others still run after the call has returned
Message: leaves something running
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        return list(pool.map(fetch, urls))
    finally:
        pool.shutdown(wait=False)
