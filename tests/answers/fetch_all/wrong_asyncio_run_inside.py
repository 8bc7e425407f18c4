"""Target: fetch_all

Mistake: asyncio.run() inside a coroutine (or a notebook cell)
Why: asyncio.run refuses to start a second loop in a thread that runs one
Expected: RuntimeError: asyncio.run() cannot be called from a running event loop
Source: https://github.com/jupyter/notebook/issues/4312
Message: asyncio.run() cannot be called from a running event loop
"""

import asyncio

async def fetch_all(fetch, urls):
    return [asyncio.run(fetch(u)) for u in urls]
