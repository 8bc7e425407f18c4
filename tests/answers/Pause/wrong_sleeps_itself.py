"""Target: Pause

Mistake: sleeps itself and yields 0
Why: that stops the loop and everybody on it
Message: expected: [2, 0.5]
"""

import time

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        time.sleep(self.seconds)
        yield 0
