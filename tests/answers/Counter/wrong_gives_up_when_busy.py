"""Target: Counter

Mistake: does not count when somebody else has the lock
Why: acquire(blocking=False) tells that it failed; that is no reason to forget the call
Message: returns another value
"""

import threading


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def incr(self):
        if self.lock.acquire(blocking=False):
            try:
                self.value += 1
            finally:
                self.lock.release()
