"""Target: Pause

Mistake: keeps the seconds on the class
Why: all pauses share them
Message: Each pause keeps its own seconds.
"""

class Pause:
    def __init__(self, seconds):
        Pause.seconds = seconds

    def __await__(self):
        yield Pause.seconds
