"""Target: count_primes

Mistake: counts in threads
Why: they take turns with the GIL; nothing is won
Message: counts in this process, not in others
"""

from concurrent.futures import ThreadPoolExecutor

from primes import primes_below


def count_primes(limits, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(primes_below, limits))
