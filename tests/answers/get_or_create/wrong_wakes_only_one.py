"""Target: get_or_create

Mistake: notify() instead of notify_all()
Why: the one that is woken may wait for another key
Message: deadlock at
"""

import threading


C = threading.Condition()
busy = set()


def get_or_create(cache, key, factory):
    k = (id(cache), key)
    with C:
        while k in busy:
            C.wait()
        if key in cache:
            return cache[key]
        busy.add(k)
    try:
        v = cache[key] = factory()
        return v
    finally:
        with C:
            busy.discard(k)
            C.notify()
