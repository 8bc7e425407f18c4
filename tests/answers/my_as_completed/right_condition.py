"""Target: my_as_completed

Approach: callbacks under a condition, a predicate that is looked at under its lock
"""

import threading
import time
from collections import deque


def my_as_completed(fs, timeout=None):
    deadline = None if timeout is None else time.monotonic() + timeout
    changed, finished, total = threading.Condition(), deque(), 0

    def tell(future):
        with changed:
            finished.append(future)
            changed.notify()

    seen = set()
    for future in fs:
        if future not in seen:
            seen.add(future)
            future.add_done_callback(tell)
    total = left = len(seen)
    del seen
    while left:
        with changed:
            while not finished:
                rest = None if deadline is None else deadline - time.monotonic()
                if rest is not None and rest <= 0:
                    raise TimeoutError(f"{left} (of {total}) futures unfinished")
                changed.wait(rest)
            future = finished.popleft()
        left -= 1
        yield future
        del future
