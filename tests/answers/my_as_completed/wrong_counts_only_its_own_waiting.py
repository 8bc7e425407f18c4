"""Target: my_as_completed

Mistake: takes off the timeout only what it waited itself
Why: the timeout is total, and the consumer takes time, too
Message: The timeout is total: the consumer's time counts, too.
"""

import time
from concurrent.futures import FIRST_COMPLETED, wait


def my_as_completed(fs, timeout=None):
    fs = set(fs)
    n = len(fs)
    left = timeout
    while fs:
        t = time.monotonic()
        done, _ = wait(fs, left, return_when=FIRST_COMPLETED)
        if left is not None:
            left = max(0, left - (time.monotonic() - t))
        if not done:
            raise TimeoutError(f"{len(fs)} (of {n}) futures unfinished")
        fs -= done
        yield from done
