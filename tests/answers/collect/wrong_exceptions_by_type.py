"""Target: collect

Mistake: lets jobs return their exception and sorts by type afterwards
Why: an exception may be a value, too
Message: An exception that is returned is a value.
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    def attempt(item):
        try:
            return fn(item)
        except Exception as error:
            return error

    items = list(items)
    with ThreadPoolExecutor(workers) as pool:
        found = dict(zip(items, pool.map(attempt, items)))
    results = {item: value for item, value in found.items() if not isinstance(value, Exception)}
    return results, {item: value for item, value in found.items() if item not in results}
