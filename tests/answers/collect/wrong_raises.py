"""Target: collect

Mistake: reads the results without asking for exceptions
Why: result() raises the exception of its job
Message: raised ValueError: no b
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = {item: pool.submit(fn, item) for item in items}
    return {item: future.result() for item, future in futures.items()}, {}
