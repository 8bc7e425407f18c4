"""Target: greet_all

Mistake: collects the texts in the order of completion
Why: the order of the names is promised
Message: The texts in the order of the names.
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    async with ClientSession() as session:

        async def greet(name):
            async with session.get(f"{base_url}/hello/{name}") as answer:
                return await answer.text()

        return [await each for each in asyncio.as_completed([greet(name) for name in names])]
