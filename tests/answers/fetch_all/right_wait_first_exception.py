"""Target: fetch_all

Approach: wait(FIRST_EXCEPTION), then cancels the rest
"""

import asyncio
async def fetch_all(fetch, urls):
    tasks = [asyncio.ensure_future(fetch(u)) for u in urls]
    if not tasks:
        return []
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for t in pending: t.cancel()
    if pending:
        await asyncio.wait(pending)
    for t in tasks:
        if not t.cancelled() and t.exception(): raise t.exception()
    return [t.result() for t in tasks]
