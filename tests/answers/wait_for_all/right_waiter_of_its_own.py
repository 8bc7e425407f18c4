"""Target: wait_for_all

Approach: one waiter that counts down, as the library does it
"""

import threading


class W:
    def __init__(self, n):
        self.n = n
        self.e = threading.Event()
        self.l = threading.Lock()

    def add_result(self, f):
        with self.l:
            self.n -= 1
            if self.n == 0:
                self.e.set()

    add_exception = add_cancelled = add_result


def wait_for_all(fs, timeout):
    fs = set(fs)
    w = W(len(fs))
    early = []
    for f in fs:
        with f._condition:
            if f._state in ("FINISHED", "CANCELLED_AND_NOTIFIED"):
                early.append(f)
            else:
                f._waiters.append(w)
    for f in early:
        w.add_result(f)
    if fs:
        w.e.wait(timeout)
    for f in fs:
        with f._condition:
            if w in f._waiters:
                f._waiters.remove(w)
    done = {f for f in fs if f.done()}
    return done, fs - done
