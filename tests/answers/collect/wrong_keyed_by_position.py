"""Target: collect

Mistake: keys the dicts by position
Why: the promise is item → value
Message: returns another value
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(fn, item) for item in items]
    for number, future in enumerate(futures):
        if future.exception():
            errors[number] = future.exception()
        else:
            results[number] = future.result()
    return results, errors
