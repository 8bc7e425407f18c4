"""Target: download_all

Mistake: waits at most 30 s for each result
Why: whoever fetches slowly is not broken; nothing was said of a limit
Message: raised TimeoutError
"""

from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(fetch, url) for url in urls]
        return [future.result(timeout=30) for future in futures]
