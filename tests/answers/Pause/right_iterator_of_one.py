"""Target: Pause

Approach: returns an iterator over a tuple of one
"""

class Pause:
    def __init__(self, seconds):
        self.wish = (seconds,)

    def __await__(self):
        return iter(self.wish)
