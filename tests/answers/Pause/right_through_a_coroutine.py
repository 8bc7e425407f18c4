"""Target: Pause

Approach: __await__ of a coroutine that awaits a generator marked by types.coroutine
"""

import types

@types.coroutine
def _ask(wish):
    yield wish
async def _wait(s): await _ask(s)
class Pause:
    def __init__(self, seconds): self.seconds = seconds
    def __await__(self): return _wait(self.seconds).__await__()
