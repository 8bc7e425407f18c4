"""Target: my_as_completed

Approach: repeated concurrent.futures.wait(FIRST_COMPLETED) on the shrinking rest (quadratic,
    order inside one batch by nothing but arrival of the wait)
"""

import time
from concurrent.futures import wait, FIRST_COMPLETED

def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    rest = set(fs)
    total = len(rest)
    while rest:
        done, rest = wait(rest, None if end is None else max(0, end - time.monotonic()), FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f'{len(rest)} (of {total}) futures unfinished')
        while done:
            yield done.pop()
