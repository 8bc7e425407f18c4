"""Target: collect

Mistake: returns what was raised, and takes every exception among the values for an error
Why: a function may return an exception; that is a value
Message: An exception that is returned is a value.
"""

from concurrent.futures import ThreadPoolExecutor


def collect(fn, items, workers):
    def safe(i):
        try:
            return fn(i)
        except Exception as e:
            return e

    with ThreadPoolExecutor(workers) as pool:
        out = dict(zip(items, pool.map(safe, items)))
    return {i: v for i, v in out.items() if not isinstance(v, Exception)}, {
        i: v for i, v in out.items() if isinstance(v, Exception)
    }
