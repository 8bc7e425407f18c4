"""Target: fetch_all

Approach: a future for each place, filled by done callbacks
"""

import asyncio
async def fetch_all(fetch, urls):
    loop = asyncio.get_running_loop()
    places = []
    for url in urls:
        f = loop.create_future()
        places.append(f)
        def done(t, f=f):
            if t.cancelled(): f.cancel()
            elif t.exception(): f.set_exception(t.exception())
            else: f.set_result(t.result())
        loop.create_task(fetch(url)).add_done_callback(done)
    return [await f for f in places]
