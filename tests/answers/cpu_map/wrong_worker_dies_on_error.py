"""Target: cpu_map

Mistake: an exception ends the worker, and nobody puts its result into the queue
Message: has come to a standstill
"""

import multiprocessing as mp
def _work(fn, todo, done):
    for n, i in iter(todo.get, None):
        done.put((n, fn(i)))
def cpu_map(fn, items, workers):
    items = list(items)
    todo, done = mp.Queue(), mp.Queue()
    ps = [mp.Process(target=_work, args=(fn, todo, done)) for _ in range(workers)]
    for p in ps: p.start()
    for p in enumerate(items): todo.put(p)
    for _ in ps: todo.put(None)
    got = dict(done.get() for _ in items)
    for p in ps: p.join()
    return [got[n] for n in range(len(items))]
