"""Target: my_as_completed

Mistake: takes the list of finished futures without a lock
Why: one may be appended to the old list after it was taken
Message: deadlock at
"""

import threading
import time


class Waiter:
    def __init__(self):
        self.event, self.finished = threading.Event(), []

    def add_result(self, future):
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
    try:
        yield from done
        while pending:
            if not w.event.wait(None if deadline is None else max(0, deadline - time.monotonic())):
                raise TimeoutError(f"{len(pending)} (of {n}) futures unfinished")
            w.event.clear()
            got, w.finished = w.finished, []
            for f in got:
                pending.remove(f)
                yield f
    finally:
        for f in pending:
            with f._condition:
                f._waiters.remove(w)
