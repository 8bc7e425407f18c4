"""Target: Pause

Approach: a generator function as __await__
"""

class Pause:
    def __init__(self, seconds):
        self._seconds = seconds

    def __await__(self):
        yield self._seconds
