"""Target: collect

Mistake: expects one kind of exception
Why: fn may raise anything
Message: raised KeyError
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {item: pool.submit(fn, item) for item in items}
    for item, future in futures.items():
        try:
            results[item] = future.result()
        except (ValueError, OSError) as error:
            errors[item] = error
    return results, errors
