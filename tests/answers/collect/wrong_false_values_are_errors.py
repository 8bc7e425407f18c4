"""Target: collect

Mistake: tells results from errors by truth
Why: None, 0 and "" are values
Message: A value may be false.
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    results, errors = {}, {}

    def work(item):
        try:
            results[item] = fn(item)
        except Exception as error:
            errors[item] = error

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, items))
    return {item: value for item, value in results.items() if value}, errors
