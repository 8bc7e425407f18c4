"""Target: first_result

Mistake: leaves through the end of a with block
Why: it waits for all jobs, also those that nobody needs
Message: takes 1 s
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def first_result(fns, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(fn) for fn in fns]
        return next(as_completed(futures)).result()
