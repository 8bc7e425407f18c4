"""Target: greet_all

Approach: first all answers, then all texts, as long as the session is open; yarl makes the addresses
"""

import asyncio

import aiohttp
from yarl import URL


async def greet_all(base_url, names):
    addresses = [URL(base_url) / "hello" / name for name in names]
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector, raise_for_status=True) as session:
        answers = await asyncio.gather(*map(session.get, addresses))
        return [await answer.text() for answer in answers]
