"""Target: greet_all

Mistake: a new ClientSession for every request
Why: no connection reuse, a new connector (and DNS cache) each time
Expected: 3 sessions for 3 requests
Source: https://async-concurrency.com/network-io-protocol-handling/async-http-clients-servers/reusing-aiohttp-clientsession-across-requests/
Message: one session makes all the requests
"""

import asyncio, aiohttp

async def greet_all(base_url, names):
    async def one(name):
        async with aiohttp.ClientSession() as session:
            async with session.get(f'{base_url}/hello/{name}') as r:
                return await r.text()
    return await asyncio.gather(*[one(n) for n in names])
