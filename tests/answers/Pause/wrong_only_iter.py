"""Target: Pause

Mistake: defines __iter__, as generator-based coroutines had it
Why: await asks for __await__
Message: object Pause can't be used in 'await' expression
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __iter__(self):
        yield self.seconds
