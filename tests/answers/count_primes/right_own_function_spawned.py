"""Target: count_primes

Approach: a function of its own module, in processes that are spawned
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def count(limit):
    found = 0
    for number in range(2, limit):
        divisor = 2
        while divisor * divisor <= number and number % divisor:
            divisor += 1
        found += divisor * divisor > number
    return found


def count_primes(limits, workers):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        return [future.result() for future in [pool.submit(count, limit) for limit in limits]]
