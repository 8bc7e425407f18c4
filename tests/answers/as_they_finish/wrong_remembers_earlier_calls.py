"""Target: as_they_finish

Mistake: the futures of all calls are in one dict
Why: the second call hands over the pairs of the first once more
Message: Each call is on its own.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed

fs = {}


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        for u in urls:
            fs[pool.submit(fetch, u)] = u
        for f in as_completed(fs):
            yield fs[f], f.result()
