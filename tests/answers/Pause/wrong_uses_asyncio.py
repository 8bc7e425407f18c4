"""Target: Pause

Mistake: awaits asyncio.sleep
Why: that talks to asyncio's loop, which does not run here
Message: no running event loop
"""

import asyncio

class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        return asyncio.sleep(self.seconds).__await__()
