"""Target: Pause

Mistake: yields the pause instead of its seconds
Why: the loop knows only seconds
Message: goes another way
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        yield self
