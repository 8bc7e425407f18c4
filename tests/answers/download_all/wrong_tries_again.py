"""Target: download_all

Mistake: fetches once more what failed
Why: each url is fetched once; trying again is for the caller to decide
Message: calls fetch c once
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    def twice(u):
        try:
            return fetch(u)
        except Exception:
            return fetch(u)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(twice, urls))
