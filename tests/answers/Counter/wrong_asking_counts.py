"""Target: Counter

Mistake: value takes the next number of itertools.count
Why: who asks twice gets two answers
Message: asking changes nothing
"""

import itertools


class Counter:
    def __init__(self):
        self._it = itertools.count()

    def incr(self):
        next(self._it)

    @property
    def value(self):
        return next(self._it)
