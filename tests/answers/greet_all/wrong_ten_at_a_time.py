"""Target: greet_all

Mistake: a connector for ten connections
Why: all names are to be asked for at the same time
Message: A hundred greetings
"""

import asyncio

from aiohttp import ClientSession, TCPConnector


async def greet_all(base_url, names):
    async with ClientSession(connector=TCPConnector(limit=10)) as session:

        async def greet(name):
            async with session.get(f"{base_url}/hello/{name}") as answer:
                return await answer.text()

        return await asyncio.gather(*map(greet, names))
