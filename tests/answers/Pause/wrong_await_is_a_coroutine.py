"""Target: Pause

Mistake: writes __await__ as async def
Why: __await__ must return an iterator; a coroutine is none
Message: __await__() returned a coroutine
"""

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    async def __await__(self):
        return self.seconds
