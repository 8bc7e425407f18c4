"""Target: greet_all

Mistake: returns the responses
Why: a text has to be read, too, and awaited
Message: The texts in the order of the names.
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    async with ClientSession() as session:
        return [str(answer) for answer in await asyncio.gather(*(session.get(f"{base_url}/hello/{name}") for name in names))]
