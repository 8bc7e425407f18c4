"""Target: collect

Mistake: takes the results of pool.map with next() and keeps going after an exception
Why: map's result iterator is a generator; once it has raised it is finished, and it cancels the
    pending futures
Expected: the first failing item is recorded, everything after it is missing from both dicts
Source: https://github.com/sampsyo/clusterfutures/issues/22 (error handling of Executor.map)
Message: got: ({'a': 'A'}, {'b': ValueError('no b')})
"""

from concurrent.futures import ThreadPoolExecutor

def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        mapped = pool.map(fn, items)
        for item in items:
            try:
                results[item] = next(mapped)
            except StopIteration:
                break
            except Exception as e:
                errors[item] = e
    return results, errors
