"""Target: collect

Mistake: workers share a position and raise it without a lock
Why: two may read the same one: an item runs twice
Message: calls fn 3 times
"""

import threading


def collect(fn, items, workers):
    items = list(items)
    R = {}
    E = {}
    pos = 0

    def w():
        nonlocal pos
        while pos < len(items):
            i = items[pos]
            pos += 1
            try:
                R[i] = fn(i)
            except Exception as e:
                E[i] = e

    ts = [threading.Thread(target=w) for _ in range(workers)]
    [t.start() for t in ts]
    [t.join() for t in ts]
    return R, E
