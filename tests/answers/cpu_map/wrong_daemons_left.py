"""Target: cpu_map

Mistake: daemons that wait for more work
Message: A worker process outlives the call.
"""

import multiprocessing as mp
def _work(fn, todo, done):
    while True:
        n, i = todo.get()
        try: done.put((n, True, fn(i)))
        except Exception as e: done.put((n, False, e))
def cpu_map(fn, items, workers):
    todo, done = mp.Queue(), mp.Queue()
    for _ in range(workers): mp.Process(target=_work, args=(fn, todo, done), daemon=True).start()
    items = list(items)
    for p in enumerate(items): todo.put(p)
    got = {}
    for _ in items:
        n, ok, v = done.get()
        if not ok: raise v
        got[n] = v
    return [got[n] for n in range(len(items))]
