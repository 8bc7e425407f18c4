"""Target: Counter

Approach: a lock, in a class with __slots__
"""

import threading


class Counter:
    __slots__ = ("_lock", "value")

    def __init__(self):
        self._lock, self.value = threading.Lock(), 0

    def incr(self):
        with self._lock:
            self.value = self.value + 1
