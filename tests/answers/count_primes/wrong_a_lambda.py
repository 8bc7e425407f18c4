"""Target: count_primes

Mistake: sends a lambda to the processes
Why: what runs there is imported by its name, and a lambda has none
Message: local object
"""

from concurrent.futures import ProcessPoolExecutor

from primes import primes_below


def count_primes(limits, workers):
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(lambda limit: primes_below(limit), limits))
