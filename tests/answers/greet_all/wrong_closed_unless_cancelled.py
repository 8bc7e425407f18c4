"""Target: greet_all

Mistake: closes in `except Exception`, and at the end
Why: a cancellation is no Exception (since Python 3.8) and leaves the session open
Message: When it is cancelled, the session has to be closed, too.
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    session = ClientSession()

    async def greet(name):
        async with session.get(f"{base_url}/hello/{name}") as answer:
            return await answer.text()

    try:
        texts = await asyncio.gather(*map(greet, names))
    except Exception:
        await session.close()
        raise
    await session.close()
    return texts
