"""Target: Pause

Mistake: catches whatever is thrown in
Why: an exception at an await belongs to the coroutine
Message: What is thrown in belongs to the coroutine.
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        try:
            yield self.seconds
        except Exception:
            pass
