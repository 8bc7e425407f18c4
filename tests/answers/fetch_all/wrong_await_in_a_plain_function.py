"""Target: fetch_all

Mistake: `await` in an ordinary function
Why: only a coroutine can await
Message: 'await' outside async function
"""

import asyncio
def fetch_all(fetch, urls):
    return await asyncio.gather(*map(fetch, urls))
