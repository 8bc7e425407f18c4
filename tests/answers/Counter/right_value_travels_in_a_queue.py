"""Target: Counter

Approach: whoever has taken the value out of the queue may change it
"""

import queue


class Counter:
    """The value travels in a queue: who holds it may change it."""

    def __init__(self):
        self.q = queue.Queue()
        self.q.put(0)

    def incr(self):
        n = self.q.get()
        self.q.put(n + 1)

    @property
    def value(self):
        n = self.q.get()
        self.q.put(n)
        return n
