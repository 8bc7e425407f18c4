"""Target: count_primes

Mistake: never shuts the pool down
Why: its processes wait for more work as long as somebody holds the pool
Message: leaves something running
"""

from concurrent.futures import ProcessPoolExecutor

from primes import primes_below

pools = []


def count_primes(limits, workers):
    pools.append(ProcessPoolExecutor(workers))
    return list(pools[-1].map(primes_below, limits))
