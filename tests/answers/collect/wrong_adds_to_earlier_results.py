"""Target: collect

Mistake: the two dicts belong to the module
Why: the second call returns the items of the first, too
Message: Each call is on its own.
"""

from concurrent.futures import ThreadPoolExecutor

R = {}
E = {}


def collect(fn, items, workers):
    def w(i):
        try:
            R[i] = fn(i)
        except Exception as e:
            E[i] = e

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(w, items))
    return R, E
