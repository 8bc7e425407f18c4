"""Target: with_timeout

Approach: a context manager of its own that cancels and uncancels
"""

import asyncio
class Timeout:
    def __init__(self, seconds): self.seconds, self.late = seconds, False
    async def __aenter__(self):
        self.task = asyncio.current_task()
        self.timer = asyncio.get_running_loop().call_later(self.seconds, self.strike)
        return self
    def strike(self): self.late = True; self.task.cancel()
    async def __aexit__(self, kind, error, tb):
        self.timer.cancel()
        return bool(self.late and self.task.uncancel() == 0 and kind is asyncio.CancelledError)
async def with_timeout(coro, seconds, default):
    async with Timeout(seconds):
        return await coro
    return default
