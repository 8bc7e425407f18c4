"""Target: count_primes

Mistake: counts odd numbers only
Why: 2 is a prime
Message: returns another value
"""

from multiprocessing import Pool

from primes import is_prime


def odd_primes_below(limit):
    return sum(is_prime(number) for number in range(3, limit, 2))


def count_primes(limits, workers):
    with Pool(workers) as pool:
        return pool.map(odd_primes_below, limits, chunksize=1)
