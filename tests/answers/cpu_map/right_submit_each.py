"""Target: cpu_map

Approach: submit, a dict of futures, result in order
"""

from concurrent.futures import ProcessPoolExecutor, as_completed


def cpu_map(fn, items, workers):
    results = []
    with ProcessPoolExecutor(max_workers=workers) as pool:
        futures = {pool.submit(fn, item): number for number, item in enumerate(items)}
        for future in as_completed(futures):
            results.append((futures[future], future.result()))
    results.sort(key=lambda pair: pair[0])
    return [value for _, value in results]
