"""Target: Counter

Mistake: acquire and release without try … finally
Why: an exception between the two leaves the lock taken for ever
Message: deadlock
"""

import threading


class Counter:
    def __init__(self):
        self.value, self._lock = 0, threading.Lock()

    def incr(self):
        self._lock.acquire()
        self.value += 1
        self._lock.release()
