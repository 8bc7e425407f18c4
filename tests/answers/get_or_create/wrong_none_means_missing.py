"""Target: get_or_create

Mistake: takes None for missing
Why: None is a value like any other
Message: be it None.
"""

import threading

_brief, _locks = threading.Lock(), {}


def get_or_create(cache, key, factory):
    with _brief:
        lock = _locks.setdefault((id(cache), key), threading.Lock())
    with lock:
        if cache.get(key) is None:
            cache[key] = factory()
        return cache[key]
