"""Target: get_or_create

Approach: a set of keys in the making; who finds a key there sleeps a little and looks again
"""

import threading
import time


G = threading.Lock()
busy = set()


def get_or_create(cache, key, factory):
    k = (id(cache), key)
    while True:
        with G:
            if key in cache:
                return cache[key]
            if k not in busy:
                busy.add(k)
                break
        time.sleep(0.01)
    try:
        cache[key] = factory()
        return cache[key]
    finally:
        with G:
            busy.discard(k)
