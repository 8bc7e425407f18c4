"""Target: download_all

Mistake: asks for len(urls)
Why: urls may be any iterable, a generator for one
Message: has no len()
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    if len(urls) == 0:
        return []
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(fetch, urls))
