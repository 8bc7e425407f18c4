"""Target: my_as_completed

Approach: the first to finish, then the same for the rest
"""

import time
from concurrent.futures import FIRST_COMPLETED, wait


def my_as_completed(fs, timeout=None, _n=None):
    fs = set(fs)
    _n = _n or len(fs)
    if not fs:
        return
    begin = time.monotonic()
    done, rest = wait(fs, timeout, return_when=FIRST_COMPLETED)
    if not done:
        raise TimeoutError(f"{len(rest)} (of {_n}) futures unfinished")
    yield from done
    if timeout is not None:
        timeout = max(0, timeout - (time.monotonic() - begin))
    yield from my_as_completed(rest, timeout, _n)
