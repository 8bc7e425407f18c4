"""Target: my_as_completed

Mistake: never takes its waiter away
Why: closed early, it stays in the futures, which go on telling it
Message: A waiter is left in a future after an early close.
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
        with future._condition:
            if future._state in ("FINISHED", "CANCELLED_AND_NOTIFIED"):
                waiter.finished.put(future)
            else:
                future._waiters.append(waiter)
    for count in range(len(fs)):
        try:
            yield waiter.finished.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
