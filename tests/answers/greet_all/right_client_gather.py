"""Target: greet_all

Approach: one session, gather
Source: own construction
"""

import asyncio, aiohttp

async def greet_all(base_url, names):
    async with aiohttp.ClientSession() as session:
        async def one(name):
            async with session.get(f'{base_url}/hello/{name}') as r:
                return await r.text()
        return await asyncio.gather(*[one(n) for n in names])
