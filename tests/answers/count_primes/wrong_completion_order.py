"""Target: count_primes

Mistake: takes the results as they come
Why: the promise is the order of the limits
Message: expected: [25997, 4, 25997]
"""

from concurrent.futures import ProcessPoolExecutor, as_completed

from primes import primes_below


def count_primes(limits, workers):
    with ProcessPoolExecutor(workers) as pool:
        return [future.result() for future in as_completed([pool.submit(primes_below, limit) for limit in limits])]
