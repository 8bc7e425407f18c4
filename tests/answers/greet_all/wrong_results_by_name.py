"""Target: greet_all

Mistake: a dict of tasks, one for each distinct name
Why: a guest who is named twice is greeted once
Message: also for equal ones
"""

import asyncio

from aiohttp import ClientSession


async def greet_all(base_url, names):
    async with ClientSession() as session:

        async def greet(name):
            async with session.get(f"{base_url}/hello/{name}") as answer:
                return await answer.text()

        tasks = {name: asyncio.create_task(greet(name)) for name in names}
        return [await task for task in tasks.values()]
