"""Target: as_they_finish

Mistake: keeps errors back until everything else has been handed over
Why: the error's turn is when its fetch has failed
Message: The error's turn comes after the pairs before it.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def as_they_finish(fetch, urls, workers):
    errors = []
    with ThreadPoolExecutor(workers) as pool:
        url_of = {pool.submit(fetch, url): url for url in urls}
        for future in as_completed(url_of):
            if future.exception() is not None:
                errors.append(future.exception())
            else:
                yield url_of[future], future.result()
    if errors:
        raise errors[0]
