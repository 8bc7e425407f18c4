"""Target: my_as_completed

Mistake: yields inside the with block
Why: who finishes a future needs that lock, and the consumer may be the one
Message: deadlock at
"""

import threading
import time
from collections import deque


def my_as_completed(fs, timeout=None):
    fs = set(fs)
    n = len(fs)
    c = threading.Condition(threading.Lock())
    ready = deque()
    end = None if timeout is None else time.monotonic() + timeout

    def tell(f):
        with c:
            ready.append(f)
            c.notify()

    for f in fs:
        f.add_done_callback(tell)
    for i in range(n):
        with c:
            if not c.wait_for(
                lambda: ready, None if end is None else max(0, end - time.monotonic())
            ):
                raise TimeoutError(f"{n - i} (of {n}) futures unfinished")
            yield ready.popleft()
