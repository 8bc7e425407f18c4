"""Target: run_all

Approach: drives the generators from asyncio tasks (the tiny loop is borrowed)
"""

import asyncio

def run_all(gens):
    async def drive(g):
        try:
            pause = next(g)
            while True:
                await asyncio.sleep(pause)
                pause = g.send(None)
        except StopIteration as stop:
            return stop.value

    async def main():
        return list(await asyncio.gather(*[drive(g) for g in gens]))

    return asyncio.run(main())
