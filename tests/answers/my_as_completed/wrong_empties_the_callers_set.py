"""Target: my_as_completed

Mistake: works on the caller's set itself
Why: what was passed in belongs to the caller
Message: the caller's set stays as it is
"""

import time
from concurrent.futures import FIRST_COMPLETED, wait


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    pending = fs if isinstance(fs, set) else set(fs)
    total = len(pending)
    while pending:
        left = None if end is None else max(0, end - time.monotonic())
        done, _ = wait(pending, left, FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
        pending -= done
        while done:
            yield done.pop()
