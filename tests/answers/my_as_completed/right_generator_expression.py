"""Target: my_as_completed

Approach: callbacks, a semaphore, and a generator expression over it
"""

import threading
import time
from collections import deque


def my_as_completed(fs, timeout=None):
    fs = set(fs)
    n = len(fs)
    s = threading.Semaphore(0)
    d = deque()

    def cb(f):
        d.append(f)
        s.release()

    for f in fs:
        f.add_done_callback(cb)
    end = float("inf") if timeout is None else time.monotonic() + timeout

    def nxt():
        left = end - time.monotonic()
        if not s.acquire(timeout=None if left == float("inf") else max(left, 0)):
            raise TimeoutError(f"{n - given[0]} (of {n}) futures unfinished")
        given[0] += 1
        return d.popleft()

    given = [0]
    return (nxt() for _ in range(n))
