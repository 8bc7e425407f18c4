"""Target: as_they_finish

Mistake: hands the exception over as if it were a result
Why: it must be raised in the consumer
Message: raised gone
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        url_of = {pool.submit(fetch, url): url for url in urls}
        for future in as_completed(url_of):
            yield url_of[future], future.exception() or future.result()
