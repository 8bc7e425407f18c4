"""Target: as_they_finish

Mistake: keys the futures by url
Why: of two equal urls only the later future is kept
Message: Equal urls each give a pair.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        future_of = {url: pool.submit(fetch, url) for url in urls}
        for future in as_completed(future_of.values()):
            url = next(url for url in future_of if future_of[url] is future)
            yield url, future.result()
