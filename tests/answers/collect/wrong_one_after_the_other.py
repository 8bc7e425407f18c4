"""Target: collect

Mistake: waits for each job right after it was submitted
Why: then only one of them runs at a time
Message: expected: 2 got: 1 from 0 s on
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        for item in items:
            try:
                results[item] = pool.submit(fn, item).result()
            except Exception as error:
                errors[item] = error
    return results, errors
