"""Target: my_as_completed

Mistake: tests `if not ready` outside the lock, then locks and waits
Why: the state may change between the test and the wait; the notify in that gap is lost
Expected: hangs under one interleaving
Source: https://github.com/OPM/opm-models/pull/304 (predicate checked while another thread is
    about to wait)
Message: main waits for Condition.wait
"""

import threading, time

def my_as_completed(fs, timeout=None):
    fs, cond, ready = set(fs), threading.Condition(), []
    end = None if timeout is None else time.monotonic() + timeout
    def cb(f):
        with cond:
            ready.append(f)
            cond.notify()
    for f in fs:
        f.add_done_callback(cb)
    left = len(fs)
    while left:
        if not ready:
            with cond:
                if not cond.wait(None if end is None else max(0, end - time.monotonic())):
                    raise TimeoutError(f'{left} (of {len(fs)}) futures unfinished')
        while ready:
            left -= 1
            yield ready.pop(0)
