"""Target: wait_for_all

Mistake: returns lists
Why: the callers compare and combine sets
Message: Both are sets.
"""

from concurrent.futures import wait


def wait_for_all(fs, timeout):
    d, n = wait(fs, timeout)
    return (list(d), list(n)) if fs else (d, n)
