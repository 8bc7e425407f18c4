"""Target: cpu_map

Approach: a process for each item, as many as there may be; a manager's dict for results and errors
"""

import multiprocessing as mp
def _run(fn, index, item, d):
    try: d[index] = (True, fn(item))
    except Exception as e: d[index] = (False, e)
def cpu_map(fn, items, workers):
    items = list(items)
    with mp.Manager() as manager:
        d = manager.dict()
        pending = list(enumerate(items)); running = []
        while pending or running:
            while pending and len(running) < workers:
                i, item = pending.pop(0)
                p = mp.Process(target=_run, args=(fn, i, item, d)); p.start(); running.append(p)
            running[0].join(0.01)
            running = [p for p in running if p.is_alive()]
        out = [d[i] for i in range(len(items))]
    for ok, v in out:
        if not ok: raise v
    return [v for _, v in out]
