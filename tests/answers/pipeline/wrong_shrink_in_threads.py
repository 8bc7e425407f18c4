"""Target: pipeline

Mistake: one executor of threads for shrink and save
Why: threads compute one at a time
Message: shrinks in other processes
"""

import asyncio


async def pipeline(fetch, shrink, save, urls, limits):
    gates = [asyncio.Semaphore(limit) for limit in limits]
    room = asyncio.Semaphore(sum(limits))

    async def one(url):
        async with room:
            try:
                async with gates[0]:
                    body = await fetch(url)
                async with gates[1]:
                    small = await asyncio.to_thread(shrink, body)
                async with gates[2]:
                    return await asyncio.to_thread(save, small)
            except Exception as error:
                return error

    return dict(zip(urls, await asyncio.gather(*map(one, urls))))
