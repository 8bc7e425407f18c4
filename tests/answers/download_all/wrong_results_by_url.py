"""Target: download_all

Mistake: keeps one result a url in a dict, so that equal urls are fetched once
Why: the contract says every url, as often as it is given
Message: calls fetch a 3 times
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    urls = list(urls)
    with ThreadPoolExecutor(workers) as pool:
        futures = {url: pool.submit(fetch, url) for url in set(urls)}
    return [futures[url].result() for url in urls]
