"""Target: Counter

Mistake: keeps the count in the class
Why: all counters share it
Message: Each counter counts for itself; asking changes nothing.
"""

import threading


class Counter:
    _lock, _count = threading.Lock(), 0

    def incr(self):
        with Counter._lock:
            Counter._count += 1

    @property
    def value(self):
        return Counter._count
