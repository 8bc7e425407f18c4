"""Target: Pause

Mistake: returns a list
Why: a list can be iterated, but is no iterator
Message: __await__() returned non-iterator of type 'list'
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        return [self.seconds]
