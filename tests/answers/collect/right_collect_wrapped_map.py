"""Target: collect

Approach: map over a wrapper that returns a tagged value
"""

from concurrent.futures import ThreadPoolExecutor

def collect(fn, items, workers):
    def attempt(item):
        try:
            return item, fn(item), None
        except Exception as e:
            return item, None, e
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        for item, value, error in pool.map(attempt, items):
            if error is None:
                results[item] = value
            else:
                errors[item] = error
    return results, errors
