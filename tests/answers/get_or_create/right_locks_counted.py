"""Target: get_or_create

Approach: a lock for each key, forgotten when nobody uses it any more
"""

import threading
from contextlib import contextmanager


G = threading.Lock()
L = {}


@contextmanager
def locked(k):
    with G:
        entry = L.setdefault(k, [threading.Lock(), 0])
        entry[1] += 1
    try:
        with entry[0]:
            yield
    finally:
        with G:
            entry[1] -= 1
            if not entry[1]:
                del L[k]


def get_or_create(cache, key, factory):
    with locked((id(cache), key)):
        if key not in cache:
            cache[key] = factory()
        return cache[key]
