"""Target: greet_all

Mistake: closes the session at the end, but not when a request fails
Why: close belongs into finally, or the session into async with
Message: When a request fails, the session has to be closed, too.
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    session = ClientSession()

    async def greet(name):
        async with session.get(f"{base_url}/hello/{name}") as answer:
            return await answer.text()

    texts = await asyncio.gather(*map(greet, names))
    await session.close()
    return texts
