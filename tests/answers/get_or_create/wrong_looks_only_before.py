"""Target: get_or_create

Mistake: looks into the cache before it has the lock, and not again
Why: whoever waited for the lock makes the value a second time
Message: calls make a once
"""

import threading

_brief, _locks = threading.Lock(), {}


def get_or_create(cache, key, factory):
    if key in cache:
        return cache[key]
    with _brief:
        lock = _locks.setdefault((id(cache), key), threading.Lock())
    with lock:
        cache[key] = factory()
    return cache[key]
