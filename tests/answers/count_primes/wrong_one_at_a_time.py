"""Target: count_primes

Mistake: waits for each result before it submits the next limit
Why: one process works, the others look on
Message: computes in 2 processes at the same time
"""

from concurrent.futures import ProcessPoolExecutor

from primes import primes_below


def count_primes(limits, workers):
    with ProcessPoolExecutor(workers) as pool:
        return [pool.submit(primes_below, limit).result() for limit in limits]
