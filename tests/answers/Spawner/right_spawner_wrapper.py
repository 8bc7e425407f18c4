"""Target: Spawner

Approach: a wrapper coroutine registers itself in a dict by number and records errors
"""

import asyncio, itertools

class Spawner:
    def __init__(self):
        self._live, self._ids, self._errors = {}, itertools.count(), []

    def spawn(self, coro):
        n = next(self._ids)

        async def guarded():
            try:
                await coro
            except Exception as e:
                self._errors.append(e)
            finally:
                self._live.pop(n, None)

        self._live[n] = asyncio.ensure_future(guarded())

    async def aclose(self):
        while self._live:
            await asyncio.gather(*self._live.values())
        if self._errors:
            raise self._errors[0]
