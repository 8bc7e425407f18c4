"""Target: get_or_create

Approach: one lock per key, made under a master lock; double check inside
"""

import threading
from collections import defaultdict

_master, _locks = threading.Lock(), defaultdict(threading.Lock)

def get_or_create(cache, key, factory):
    if key in cache:
        return cache[key]
    with _master:
        lock = _locks[id(cache), key]
    with lock:
        if key not in cache:
            cache[key] = factory()
        return cache[key]
