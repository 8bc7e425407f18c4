"""Target: as_they_finish

Approach: imap_unordered of multiprocessing's pool of threads does it all
"""

from multiprocessing.pool import ThreadPool


def as_they_finish(fetch, urls, workers):
    with ThreadPool(workers) as pool:
        yield from pool.imap_unordered(lambda u: (u, fetch(u)), urls)
