"""Target: Counter

Mistake: makes a new lock in every call
Why: each caller holds a lock of its own; nobody waits for anybody
Message: expected: 2 got: 1
"""

import threading


class Counter:
    def __init__(self):
        self.value = 0

    def incr(self):
        with threading.Lock():
            self.value += 1
