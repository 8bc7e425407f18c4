"""Target: cpu_map

Mistake: joins the children before it empties their result queue
Why: a child's queue feeder thread blocks on the full pipe until somebody reads; join waits for that child
Expected: works for small results, hangs for 3 MB
Source: https://docs.python.org/3/library/multiprocessing.html (joining processes that use queues); https://github.com/uqfoundation/multiprocess/issues/19 (hanging pools)
Message: no more than `workers` at once
"""

import multiprocessing as mp

def _job(q, i, fn, x):
    try:
        q.put((i, fn(x), None))
    except Exception as e:
        q.put((i, None, e))

def cpu_map(fn, items, workers):
    q = mp.Queue()
    ps = [mp.Process(target=_job, args=(q, i, fn, x)) for i, x in enumerate(items)]
    for p in ps: p.start()
    for p in ps: p.join()
    out = [None] * len(ps)
    for _ in ps:
        i, value, error = q.get()
        if error:
            raise error
        out[i] = value
    return out
