"""Target: download_all

Mistake: never shuts its pools down, and keeps them in a list
Why: their threads wait for ever for work that never comes
Message: leaves something running
"""

from concurrent.futures import ThreadPoolExecutor

pools = []


def download_all(fetch, urls, workers):
    pool = ThreadPoolExecutor(workers)
    pools.append(pool)
    return list(pool.map(fetch, urls))
