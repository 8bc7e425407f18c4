"""Target: collect

Approach: sorts futures into the two dicts as they finish
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def collect(fn, items, workers):
    found = {}, {}
    pool = ThreadPoolExecutor(max_workers=workers)
    item_of = {pool.submit(fn, item): item for item in items}
    for future in as_completed(item_of):
        failed = future.exception() is not None
        found[failed][item_of[future]] = future.exception() if failed else future.result()
    pool.shutdown(wait=False)
    return found
