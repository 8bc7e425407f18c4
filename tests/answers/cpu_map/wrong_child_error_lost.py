"""Target: cpu_map

Mistake: results through a Manager dict, errors nowhere
Why: an exception ends the child (exit code 1, traceback on stderr) and the parent sees only a missing key
Expected: [1, None, 3], no exception
Source: https://github.com/python/cpython/issues/120508
Message: raises nothing
"""

import multiprocessing as mp

def _job(d, i, fn, x):
    d[i] = fn(x)

def cpu_map(fn, items, workers):
    items = list(items)
    with mp.Manager() as man:
        d = man.dict()
        for k in range(0, len(items), workers):
            ps = [mp.Process(target=_job, args=(d, i, fn, items[i])) for i in range(k, min(k + workers, len(items)))]
            for p in ps: p.start()
            for p in ps: p.join()
        return [d.get(i) for i in range(len(items))]
