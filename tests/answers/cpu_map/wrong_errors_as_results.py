"""Target: cpu_map

Mistake: exceptions are put into the list
Why: the caller takes them for results
Message: raises nothing
"""

from concurrent.futures import ProcessPoolExecutor


def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(workers) as pool:
        futures = [pool.submit(fn, item) for item in items]
    return [future.exception() or future.result() for future in futures]
