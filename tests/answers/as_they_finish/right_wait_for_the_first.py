"""Target: as_they_finish

Approach: waits for the first completed of the rest, again and again
"""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def as_they_finish(fetch, urls, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        url_of = {pool.submit(fetch, url): url for url in urls}
        rest = set(url_of)
        while rest:
            done, rest = wait(rest, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda future: future.exception() is not None):
                yield url_of[future], future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
