"""Target: collect

Mistake: keeps the text of the exception instead of the exception
Why: its type is gone then, and nobody can raise it again
Message: returns another value
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {item: pool.submit(fn, item) for item in items}
    for item, future in futures.items():
        try:
            results[item] = future.result()
        except Exception as error:
            errors[item] = str(error)
    return results, errors
