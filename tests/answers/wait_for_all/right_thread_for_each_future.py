"""Target: wait_for_all

Approach: a thread waits for each future; join them until the deadline
"""

import threading
import time
from contextlib import suppress


def wait_for_all(fs, timeout):
    end = time.monotonic() + timeout

    def w(f):
        with suppress(BaseException):
            f.result()

    ts = [threading.Thread(target=w, args=(f,), daemon=True) for f in fs]
    for t in ts:
        t.start()
    for t in ts:
        t.join(max(0, end - time.monotonic()))
    done = frozenset(f for f in fs if f.done())
    return done, frozenset(fs) - done
