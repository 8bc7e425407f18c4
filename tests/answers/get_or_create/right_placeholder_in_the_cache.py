"""Target: get_or_create

Approach: while it is being made, something to wait for stands in its place
"""

import threading


G = threading.Lock()


class _Making:
    def __init__(self):
        self.done = threading.Event()


def get_or_create(cache, key, factory):
    while True:
        with G:
            v = cache.get(key, G)
            if v is G:
                m = cache[key] = _Making()
                break
        if not isinstance(v, _Making):
            return v
        v.done.wait()
    try:
        v = factory()
    except BaseException:
        with G:
            del cache[key]
        m.done.set()
        raise
    with G:
        cache[key] = v
    m.done.set()
    return v
