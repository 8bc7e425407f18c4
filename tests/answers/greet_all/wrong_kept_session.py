"""Target: greet_all

Mistake: a global session, kept for ever
Why: its connections stay open when the call has ended
Message: leaves no connection open
"""

import asyncio

from aiohttp import ClientSession

session = None


async def greet_all(base_url, names):
    global session
    session = session or ClientSession()

    async def greet(name):
        async with session.get(f"{base_url}/hello/{name}") as answer:
            return await answer.text()

    return await asyncio.gather(*map(greet, names))
