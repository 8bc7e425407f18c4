"""Target: download_all

Mistake: a list as default value collects the results
Why: a default is made once, so the next call begins with the results of this one
Message: Each call is on its own.
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers, results=[]):
    with ThreadPoolExecutor(workers) as pool:
        results.extend(pool.map(fetch, urls))
    return results
