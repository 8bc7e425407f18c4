"""Target: my_as_completed

Mistake: the try begins only after the finished ones are yielded
Why: it may be closed there, too
Message: A waiter is left in a future after an early close.
"""

import threading
import time


class Waiter:
    def __init__(self):
        self.lock, self.event, self.finished = threading.Lock(), threading.Event(), []

    def add_result(self, future):
        with self.lock:
            self.finished.append(future)
            self.event.set()

    add_exception = add_cancelled = add_result


def my_as_completed(fs, timeout=None):
    deadline = None if timeout is None else time.monotonic() + timeout
    fs = set(fs)
    n = len(fs)
    w = Waiter()
    done = []
    for f in fs:
        with f._condition:
            if f._state in ("FINISHED", "CANCELLED_AND_NOTIFIED"):
                done.append(f)
            else:
                f._waiters.append(w)
    pending = fs - set(done)
    yield from done
    try:
        while pending:
            w.event.wait(None if deadline is None else max(0, deadline - time.monotonic()))
            with w.lock:
                got, w.finished = w.finished, []
                w.event.clear()
            if not got:
                raise TimeoutError(f"{len(pending)} (of {n}) futures unfinished")
            for f in got:
                pending.remove(f)
                yield f
    finally:
        for f in pending:
            f._waiters.remove(w)
