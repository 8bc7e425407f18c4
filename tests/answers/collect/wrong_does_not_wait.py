"""Target: collect

Mistake: shuts the pool down without waiting
Why: the dicts are returned before they are filled
Message: returns when the last fn has ended
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}

    def work(item):
        try:
            results[item] = fn(item)
        except Exception as error:
            errors[item] = error

    pool = ThreadPoolExecutor(workers)
    for item in items:
        pool.submit(work, item)
    pool.shutdown(wait=False)
    return results, errors
