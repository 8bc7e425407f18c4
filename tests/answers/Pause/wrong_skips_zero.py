"""Target: Pause

Mistake: yields nothing for 0 seconds
Why: 0 lets the others run
Message: 0 is a pause, too: the others run.
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        if self.seconds:
            yield self.seconds
