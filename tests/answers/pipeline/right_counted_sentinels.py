"""Target: pipeline

Approach: a sentinel for each worker, counted down; workers from a fork server
"""

import asyncio, multiprocessing
multiprocessing.set_start_method("forkserver", force=True)
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
_DONE = object()
async def pipeline(fetch, shrink, save, urls, limits):
    loop = asyncio.get_running_loop()
    results = {}
    nf, ns, nv = limits
    q0, q1, q2 = asyncio.Queue(nf), asyncio.Queue(ns * 2), asyncio.Queue(nv * 2)
    procs, threads = ProcessPoolExecutor(max_workers=ns), ThreadPoolExecutor(max_workers=nv)
    async def feed():
        for u in urls: await q0.put((u, u))
        for _ in range(nf): await q0.put(_DONE)
    async def run(src, dst, work, n_next, counter):
        while True:
            item = await src.get()
            if item is _DONE: break
            url, value = item
            try:
                value = await work(value)
            except asyncio.CancelledError: raise
            except Exception as e:
                results[url] = e; continue
            if dst is None: results[url] = value
            else: await dst.put((url, value))
        counter[0] -= 1
        if counter[0] == 0 and dst is not None:
            for _ in range(n_next): await dst.put(_DONE)
    cf, cs, cv = [nf], [ns], [nv]
    tasks = [asyncio.create_task(feed())]
    tasks += [asyncio.create_task(run(q0, q1, fetch, ns, cf)) for _ in range(nf)]
    tasks += [asyncio.create_task(run(q1, q2, lambda b: loop.run_in_executor(procs, shrink, b), nv, cs)) for _ in range(ns)]
    tasks += [asyncio.create_task(run(q2, None, lambda s: loop.run_in_executor(threads, save, s), 0, cv)) for _ in range(nv)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for t in tasks: t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        procs.shutdown(wait=True, cancel_futures=True)
        threads.shutdown(wait=True, cancel_futures=True)
    return results
