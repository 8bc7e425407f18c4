"""Target: gather_limited

Approach: done callbacks start the next; a future tells of the end
"""

import asyncio
async def gather_limited(coros, limit):
    coros = list(coros)
    if not coros: return []
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    tasks, waiting = {}, list(enumerate(coros))[::-1]
    first = []
    def start():
        while waiting and not first and sum(not t.done() for t in tasks.values()) < limit:
            n, c = waiting.pop()
            t = tasks[n] = loop.create_task(c)
            t.add_done_callback(ended)
    def ended(t):
        if not t.cancelled() and t.exception() and not first: first.append(t.exception())
        start()
        if (first or not waiting and all(t.done() for t in tasks.values())) and not over.done():
            over.set_result(None)
    start()
    try:
        await over
        if first: raise first[0]
        return [tasks[n].result() for n in range(len(coros))]
    finally:
        waiting.clear()
        for t in tasks.values(): t.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        for c in coros: c.close()
