"""Target: get_or_create

Mistake: finds the lock by id(key)
Why: equal keys need not be the same object
Message: Equal keys are one key
"""

import threading
from collections import defaultdict


LOCKS = defaultdict(threading.Lock)
G = threading.Lock()


def get_or_create(cache, key, factory):
    with G:
        l = LOCKS[id(cache), id(key)]
    with l:
        if key not in cache:
            cache[key] = factory()
        return cache[key]
