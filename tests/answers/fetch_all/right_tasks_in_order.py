"""Target: fetch_all

Approach: makes all tasks, then awaits them in order; cancels the rest on an error
"""

import asyncio

async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    try:
        return [await task for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
