"""Target: cpu_map

Mistake: passes queue.Queue to a Process
Why: under fork the child gets a copy of the queue; under spawn and forkserver (default on Linux since 3.14) it can't be pickled
Expected: parent waits for ever in get() (3.14: TypeError: cannot pickle '_thread.lock' object)
Source: https://github.com/python/cpython/issues/126831 (what the change of start method breaks)
Message: has come to a standstill
"""

import multiprocessing as mp, queue

def _job(q, i, fn, x):
    q.put((i, fn(x)))

def cpu_map(fn, items, workers):
    q = queue.Queue()
    ps = [mp.Process(target=_job, args=(q, i, fn, x)) for i, x in enumerate(items)]
    for p in ps: p.start()
    out = dict(q.get() for _ in ps)
    for p in ps: p.join()
    return [out[i] for i in range(len(ps))]
