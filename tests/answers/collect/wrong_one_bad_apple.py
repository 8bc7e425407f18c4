"""Target: collect

Mistake: one try around the whole loop
Why: the first exception ends the loop; the results after it are lost
Message: returns another value
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {item: pool.submit(fn, item) for item in items}
        try:
            for item, future in futures.items():
                results[item] = future.result()
        except Exception as error:
            errors[item] = error
    return results, errors
