"""Target: wait_for_all

Mistake: asks each future twice, once for each set
Why: one that finishes in between is in neither
Message: Each future is in one of the two sets
"""

from concurrent.futures import wait


def wait_for_all(fs, timeout):
    wait(fs, timeout)
    return {f for f in fs if f.done()}, {f for f in fs if not f.done()}
