"""Target: as_they_finish

Mistake: makes a list of as_completed(…) before yielding
Why: a list is complete when its last element is there
Message: expected: 1, 1.5, 3 s
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        url_of = {pool.submit(fetch, url): url for url in urls}
        for future in list(as_completed(url_of)):
            yield url_of[future], future.result()
