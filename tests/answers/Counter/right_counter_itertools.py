"""Target: Counter

Approach: no lock: the increment is one C call, next(itertools.count()); value is worked out
    from __reduce__-free bookkeeping (a list append, atomic under the GIL and on free-threaded
    builds)
"""

class Counter:
    def __init__(self):
        self._ticks = []

    def incr(self):
        self._ticks.append(None)

    @property
    def value(self):
        return len(self._ticks)
