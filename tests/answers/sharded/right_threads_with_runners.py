"""Target: sharded

Approach: plain threads in a pool's place would not do: a pool whose workers each own a Runner
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import threading

def sharded(fetch, urls, loops):
    places = list(enumerate(urls))
    results = {}

    def work(mine):
        async def main():
            async def one(place, url):
                results[place] = await fetch(url)
            await asyncio.gather(*[one(*each) for each in mine])
        with asyncio.Runner() as runner:
            runner.run(main())

    shares = [places[n::loops] for n in range(loops)]
    with ThreadPoolExecutor(loops) as pool:
        futures = [pool.submit(work, share) for share in shares if share]
    for future in futures:
        future.result()
    return [results[place] for place, _ in places]
