"""Target: fetch_all

Mistake: one list for all calls
Why: the next call finds the results of the last
Message: Several calls have nothing in common.
"""

import asyncio
results = []
async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    for t in tasks: results.append(await t)
    return results
