"""Target: greet_all

Mistake: awaits each request in a loop
Why: the times add up
Message: asks for all names at the same time
"""

from aiohttp import ClientSession


async def greet_all(base_url, names):
    texts = []
    async with ClientSession() as session:
        for name in names:
            async with session.get(f"{base_url}/hello/{name}") as answer:
                texts.append(await answer.text())
    return texts
