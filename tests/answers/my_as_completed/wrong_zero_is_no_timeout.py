"""Target: my_as_completed

Mistake: `if timeout` where `is not None` is meant
Why: zero seconds are a timeout
Message: goes another way
"""

import time
from concurrent.futures import FIRST_COMPLETED, wait


def my_as_completed(fs, timeout=None):
    fs = set(fs)
    n = len(fs)
    end = time.monotonic() + timeout if timeout else None
    while fs:
        done, _ = wait(
            fs, None if end is None else max(0, end - time.monotonic()), return_when=FIRST_COMPLETED
        )
        if not done:
            raise TimeoutError(f"{len(fs)} (of {n}) futures unfinished")
        fs -= done
        yield from done
