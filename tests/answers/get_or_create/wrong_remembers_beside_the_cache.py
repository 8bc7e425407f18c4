"""Target: get_or_create

Mistake: keeps values in a dict of its own and looks only there
Why: the caller may put something into the cache, or take it out
Message: never calls make
"""

import threading


MEMO = {}
G = threading.Lock()
L = {}


def get_or_create(cache, key, factory):
    with G:
        l = L.setdefault((id(cache), key), threading.Lock())
    with l:
        if (id(cache), key) not in MEMO:
            MEMO[id(cache), key] = cache[key] = factory()
        return MEMO[id(cache), key]
