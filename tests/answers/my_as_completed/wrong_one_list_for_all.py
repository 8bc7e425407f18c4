"""Target: my_as_completed

Mistake: keeps the list of finished futures in a module's variable
Why: two generators at once steal each other's futures
Message: deadlock at 3 s
"""

import threading
import time
from collections import deque

changed, ready = threading.Condition(), deque()


def tell(future):
    with changed:
        if future not in ready:
            ready.append(future)
        changed.notify_all()


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs = set(fs)
    for future in fs:
        future.add_done_callback(tell)
    for count in range(len(fs)):
        with changed:
            left = None if end is None else max(0, end - time.monotonic())
            if not changed.wait_for(lambda: ready, left):
                raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished")
            future = ready.popleft()
        yield future
