"""Target: count_primes

Mistake: shuts the pool down without waiting
Why: all counts are there, but the processes are only asked to end
Message: of its processes still there
"""

from concurrent.futures import ProcessPoolExecutor

from primes import primes_below


def count_primes(limits, workers):
    pool = ProcessPoolExecutor(workers)
    try:
        return list(pool.map(primes_below, limits))
    finally:
        pool.shutdown(wait=False)
