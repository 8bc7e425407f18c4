"""Target: greet_all

Mistake: reads the texts when the session is closed
Why: a short text has come together with the headers, a longer one is lost
Message: Connection closed
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    async with ClientSession() as session:
        answers = await asyncio.gather(*(session.get(f"{base_url}/hello/{name}") for name in names))
    return [await answer.text() for answer in answers]
