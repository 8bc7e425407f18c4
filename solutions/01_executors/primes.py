"""Counting primes, slowly on purpose: work for a processor.

The functions stand in a module, not in the notebook, so that a worker process can import them
however it was started.
"""

from math import isqrt


def is_prime(number):
    """Whether a number above 1 has no divisor but 1 and itself, by trial division."""
    return all(number % divisor for divisor in range(2, isqrt(number) + 1))


def primes_below(limit):
    """How many primes there are below a limit."""
    return sum(is_prime(number) for number in range(2, limit))
