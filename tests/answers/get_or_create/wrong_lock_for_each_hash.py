"""Target: get_or_create

Mistake: keys with the same hash share a lock
Why: -1 and -2 have the same hash, and so have 0 and ""
Message: Different keys do not wait for each other
"""

import threading
from collections import defaultdict


LOCKS = defaultdict(threading.Lock)


def get_or_create(cache, key, factory):
    with LOCKS[id(cache), hash(key)]:
        if key not in cache:
            cache[key] = factory()
        return cache[key]
