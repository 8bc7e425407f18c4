"""Target: count_primes

Approach: the pool of multiprocessing, closed and joined
"""

from multiprocessing import Pool

from primes import primes_below


def count_primes(limits, workers):
    pool = Pool(workers)
    counts = pool.map(primes_below, list(limits), chunksize=1)
    pool.close()
    pool.join()
    return counts
