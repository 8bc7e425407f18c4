"""Target: my_as_completed

Mistake: asks whether a future has finished and registers with it in a second step
Why: it may finish between the two, and tells nobody
Message: deadlock
"""

import queue
import time


class Waiter:
    def __init__(self):
        self.finished = queue.SimpleQueue()

    def add_result(self, future):
        self.finished.put(future)

    add_exception = add_cancelled = add_result


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, waiter = list(dict.fromkeys(fs)), Waiter()
    for future in fs:
        if future.done():
            waiter.finished.put(future)
        else:
            with future._condition:
                future._waiters.append(waiter)
    try:
        for count in range(len(fs)):
            try:
                yield waiter.finished.get(timeout=None if end is None else max(0, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
    finally:
        for future in fs:
            with future._condition:
                if waiter in future._waiters:
                    future._waiters.remove(waiter)
