"""Target: greet_all

Mistake: creates a ClientSession and never closes it
Why: the connector and its sockets stay open
Expected: "Unclosed client session" / "Unclosed connector"
Source: https://fixdevs.com/blog/aiohttp-not-working/ ; https://proxiesapi.com/articles/properly-closing-aiohttp-clients-and-sessions
Message: Unclosed client session
"""

import asyncio, aiohttp

async def greet_all(base_url, names):
    session = aiohttp.ClientSession()
    async def one(name):
        r = await session.get(f'{base_url}/hello/{name}')
        return await r.text()
    return await asyncio.gather(*[one(n) for n in names])
