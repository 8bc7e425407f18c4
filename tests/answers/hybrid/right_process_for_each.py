"""Target: hybrid

Approach: a thread for each url that starts a process and reads its pipe; a task group
"""

import asyncio, multiprocessing as mp
def _child(conn, fn, arg):
    try: conn.send((True, fn(arg)))
    except Exception as e: conn.send((False, e))
async def hybrid(fetch, crunch, urls):
    def run(body):
        here, there = mp.Pipe()
        p = mp.Process(target=_child, args=(there, crunch, body)); p.start()
        ok, value = here.recv(); p.join()
        if not ok: raise value
        return value
    async def one(url):
        return await asyncio.to_thread(run, await fetch(url))
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(one(u)) for u in urls]
    return [t.result() for t in ts]
