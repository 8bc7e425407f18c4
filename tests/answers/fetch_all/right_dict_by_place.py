"""Target: fetch_all

Approach: as_completed with the place in the result
"""

import asyncio

async def fetch_all(fetch, urls):
    async def placed(place, url):
        return place, await fetch(url)

    by_place = {}
    for done in asyncio.as_completed([placed(*each) for each in enumerate(urls)]):
        place, result = await done
        by_place[place] = result
    return [by_place[place] for place in sorted(by_place)]
