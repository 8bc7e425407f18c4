"""Target: Pause

Approach: a float that yields itself
"""

class Pause(float):
    def __await__(self):
        yield self
