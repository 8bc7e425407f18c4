"""Target: lazy_map

Mistake: the built-in map: lazy, and alone
Why: nothing runs at the same time
Message: runs 2 fn at once, at most
"""

def lazy_map(fn, iterable, workers, buffersize):
    return map(fn, iterable)
