"""Target: fetch_all

Mistake: asyncio.gather([...]) with a list
Why: gather takes awaitables as separate arguments
Expected: TypeError: An asyncio.Future, a coroutine or an awaitable is required (3.11: also
    "unhashable" variants)
Source: https://github.com/python/cpython/issues/75633 (gather's signature); frequent in Q&A
    threads
Message: unhashable type: 'list'
"""

import asyncio

async def fetch_all(fetch, urls):
    return await asyncio.gather([fetch(u) for u in urls])
