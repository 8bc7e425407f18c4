"""Target: as_they_finish

Mistake: zips urls with pool.map
Why: map hands over in the order of the calls; a quick second result waits for the slow first one
Message: expected: [('b', 'B'), ('c', 'C'), ('a', 'A')]
"""

from concurrent.futures import ThreadPoolExecutor


def as_they_finish(fetch, urls, workers):
    urls = list(urls)
    with ThreadPoolExecutor(workers) as pool:
        yield from zip(urls, pool.map(fetch, urls))
