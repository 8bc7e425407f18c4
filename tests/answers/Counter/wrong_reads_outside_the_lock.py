"""Target: Counter

Mistake: reads before it has the lock, writes under it
Why: the value that is written may be out of date
Message: expected: 2 got: 1
"""

import threading


class Counter:
    def __init__(self):
        self.value, self._lock = 0, threading.Lock()

    def incr(self):
        seen = self.value
        with self._lock:
            self.value = seen + 1
