"""Target: get_or_create

Mistake: looks for the key's lock and makes it in two steps
Why: two threads may each make one, and each takes its own
Message: open hint 2
"""

import threading

_locks = {}


def get_or_create(cache, key, factory):
    name = id(cache), key
    if name not in _locks:
        _locks[name] = threading.Lock()
    with _locks[name]:
        if key not in cache:
            cache[key] = factory()
        return cache[key]
