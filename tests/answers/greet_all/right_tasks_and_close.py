"""Target: greet_all

Approach: tasks in a TaskGroup, a session closed by hand in `finally`, raise_for_status
"""

import asyncio

import aiohttp


async def greet(session, url):
    async with session.get(url) as answer:
        answer.raise_for_status()
        return (await answer.read()).decode()


async def greet_all(base_url, names):
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(greet(session, f"{base_url}/hello/{name}")) for name in names]
        return [task.result() for task in tasks]
    finally:
        await session.close()
