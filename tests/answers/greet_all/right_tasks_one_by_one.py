"""Target: greet_all

Approach: tasks, awaited one by one; names quoted with urllib; the error of a second task stays unread
"""

import asyncio
from urllib.parse import quote

from aiohttp import ClientSession


async def greet_all(base_url, names):
    async with ClientSession() as session:

        async def greet(name):
            async with session.get(f"{base_url}/hello/{quote(name, safe='')}") as answer:
                return await answer.text(encoding="utf-8")

        tasks = [asyncio.create_task(greet(name)) for name in names]
        return [await task for task in tasks]
