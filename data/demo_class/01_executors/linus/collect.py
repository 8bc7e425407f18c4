from concurrent.futures import ThreadPoolExecutor

def collect(fn, items, workers):
    def attempt(item):
        try:
            return item, fn(item), None
        except Exception as error:
            return item, None, error

    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        for item, value, error in pool.map(attempt, items):
            if error is None:
                results[item] = value
            else:
                errors[item] = error
    return results, errors
