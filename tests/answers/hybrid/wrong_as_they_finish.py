"""Target: hybrid

Mistake: results in the order of completion
Why: the order of the urls is promised
Message: results in the order of the urls
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def hybrid(fetch, crunch, urls):
    loop, pool = asyncio.get_running_loop(), ProcessPoolExecutor(1)

    async def one(number, url):
        body = await fetch(url)
        await asyncio.sleep(0.1 * (len(urls) - number))
        return await loop.run_in_executor(pool, crunch, body)

    try:
        return [await each for each in asyncio.as_completed([one(*pair) for pair in enumerate(urls)])]
    finally:
        await asyncio.to_thread(pool.shutdown)
