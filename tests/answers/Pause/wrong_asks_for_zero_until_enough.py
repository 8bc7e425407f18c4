"""Target: Pause

Mistake: yields 0 until the time has come
Why: the loop is kept busy instead of sleeping
Message: expected: [2, 0.5]
"""

import time
class Pause:
    def __init__(self, seconds): self.seconds = seconds
    def __await__(self):
        end = time.monotonic() + self.seconds
        while time.monotonic() < end: yield 0
