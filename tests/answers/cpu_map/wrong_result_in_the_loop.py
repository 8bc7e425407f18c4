"""Target: cpu_map

Mistake: submit(...).result() in one expression
Why: each job is waited for before the next is submitted
Message: The first job waited three seconds for a second one
"""

from concurrent.futures import ProcessPoolExecutor


def cpu_map(fn, items, workers):
    with ProcessPoolExecutor(workers) as pool:
        return [pool.submit(fn, item).result() for item in items]
