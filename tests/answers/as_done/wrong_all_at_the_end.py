"""Target: as_done

Mistake: gathers everything, then yields
Why: nothing is handed over before the slowest is done
Message: at other times
"""

import asyncio

async def as_done(coros):
    done = []

    async def note(coro):
        done.append(await coro)

    await asyncio.gather(*[note(coro) for coro in coros])
    for result in done:
        yield result
