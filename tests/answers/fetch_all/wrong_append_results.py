"""Target: fetch_all

Mistake: every task appends to one list
Why: no data race in asyncio, but the order is completion order
Expected: [4, 3, 2, 1, 0]
Source: https://github.com/psf/requests-html/pull/531
Message: got: ['B', 'C', 'A']
"""

import asyncio

async def fetch_all(fetch, urls):
    out = []
    async def one(u):
        out.append(await fetch(u))
    async with asyncio.TaskGroup() as tg:
        for u in urls:
            tg.create_task(one(u))
    return out
