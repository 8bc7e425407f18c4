"""Target: Pause

Approach: a dataclass whose __await__ returns an iterator object that is done after one step
"""

from dataclasses import dataclass

class Once:
    def __init__(self, wish):
        self.wishes = [wish]

    def __iter__(self):
        return self

    def __next__(self):
        if not self.wishes:
            raise StopIteration
        return self.wishes.pop()

@dataclass(frozen=True)
class Pause:
    seconds: float

    def __await__(self):
        return Once(self.seconds)
