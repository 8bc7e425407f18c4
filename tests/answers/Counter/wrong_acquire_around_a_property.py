"""Target: Counter

Mistake: no finally around a count of its own, shown by a property
Why: an error between acquire and release leaves the lock held
Message: which main holds since
"""

import threading


class Counter:
    def __init__(self):
        self._value = 0
        self._lock = threading.Lock()

    def incr(self):
        self._lock.acquire()
        self._value += 1
        self._lock.release()

    @property
    def value(self):
        return self._value
