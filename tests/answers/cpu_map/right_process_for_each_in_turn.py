"""Target: cpu_map

Approach: threads, each of which starts a process for its item
"""

import multiprocessing as mp
from threading import Semaphore
from concurrent.futures import ThreadPoolExecutor
def _child(conn, fn, item):
    try:
        conn.send((True, fn(item)))
    except BaseException as e:
        conn.send((False, e))
    conn.close()
def cpu_map(fn, items, workers):
    def one(item):
        here, there = mp.Pipe(duplex=False)
        p = mp.Process(target=_child, args=(there, fn, item)); p.start(); there.close()
        try:
            ok, value = here.recv()
        finally:
            p.join()
        if ok: return value
        raise value
    with ThreadPoolExecutor(workers) as threads:
        return list(threads.map(one, items))
