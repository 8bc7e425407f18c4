"""Target: Counter

Approach: a lock taken by hand with try … finally, value behind a property
"""

import threading


class Counter:
    def __init__(self):
        self._count = 0
        self._guard = threading.RLock()

    def incr(self):
        self._guard.acquire()
        try:
            self._count = self._count + 1
        finally:
            self._guard.release()

    @property
    def value(self):
        with self._guard:
            return self._count
