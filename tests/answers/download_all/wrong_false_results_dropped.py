"""Target: download_all

Mistake: takes a false result for a missing one
Why: 0, "" and None are results like others
Message: A result may be false.
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(fetch, urls)
        return [result or None for result in results]
