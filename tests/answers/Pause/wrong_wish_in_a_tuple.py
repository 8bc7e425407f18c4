"""Target: Pause

Mistake: yields ("sleep", seconds)
Why: the loop takes seconds
Message: got: [('sleep', 2), ('sleep', 0.5)]
"""

class Pause:
    def __init__(self, seconds): self.seconds = seconds
    def __await__(self):
        yield ("sleep", self.seconds)
