"""Target: two_hellos

Approach: an awaitable class, with prints and type hints
"""

import asyncio
from typing import Callable
class Greeter:
    def __init__(self, say: Callable[[str], None], delay: float):
        self.say, self.delay = say, delay
    def __await__(self):
        return self.greet().__await__()
    async def greet(self):
        print("greeting")
        self.say("hello")
        await asyncio.sleep(self.delay)
        self.say("again")
async def two_hellos(say, delay):
    await asyncio.gather(Greeter(say, delay), Greeter(say, delay))
