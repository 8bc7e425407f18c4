"""Target: get_or_create

Mistake: throws the lock away while others still wait for it
Why: after a factory that raised, one goes on with the old lock, another with a new one
Message: only one is at work for a key
"""

import threading


LOCKS = {}
G = threading.Lock()


def get_or_create(cache, key, factory):
    with G:
        l = LOCKS.setdefault((id(cache), key), threading.Lock())
    with l:
        if key not in cache:
            try:
                cache[key] = factory()
            finally:
                with G:
                    LOCKS.pop((id(cache), key), None)
        return cache[key]
