from concurrent.futures import ThreadPoolExecutor

def collect(fn, items, workers):
    results, errors = {}, {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {item: pool.submit(fn, item) for item in items}
    for item, future in futures.items():
        if future.exception() is None:
            results[item] = future.result()
        else:
            errors[item] = future.exception()
    return results, errors
