"""Target: Counter

Mistake: counts in thread-local storage
Why: each thread then sees only its own calls
Message: returns another value
"""

import threading


class Counter:
    def __init__(self):
        self._mine = threading.local()

    def incr(self):
        self._mine.count = getattr(self._mine, "count", 0) + 1

    @property
    def value(self):
        return getattr(self._mine, "count", 0)
