"""Target: download_all

Mistake: submits workers that write into a dict and never calls result() on the futures
Why: an exception in a worker is stored in its future; neither sys.excepthook nor
    threading.excepthook sees it
Expected: with a failing url the call returns a list with None in that place and no exception
Source: https://github.com/python/cpython/issues/120508
Message: returned ['A', None, 'C']
"""

from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    urls = list(urls)
    got = {}
    def job(u):
        got[u] = fetch(u)
    with ThreadPoolExecutor(workers) as pool:
        for u in urls:
            pool.submit(job, u)
    return [got.get(u) for u in urls]
