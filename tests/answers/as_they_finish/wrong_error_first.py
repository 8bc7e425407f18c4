"""Target: as_they_finish

Mistake: looks for errors before it hands anything over
Why: pairs that were done before the error have their turn before it
Message: goes another way
"""

from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, as_completed, wait


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        url_of = {}
        for url in urls:
            url_of[pool.submit(fetch, url)] = url
        if len(url_of) == 4:
            done, _ = wait(url_of, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
        for future in as_completed(url_of):
            yield url_of[future], future.result()
