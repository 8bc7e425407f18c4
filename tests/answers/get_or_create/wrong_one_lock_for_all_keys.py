"""Target: get_or_create

Mistake: runs the factory while holding the one lock of the whole cache
Why: unrelated keys queue behind each other's slow factory
Expected: two keys of 0.3 s each take 0.6 s
Source: https://github.com/agent0ai/agent-zero/issues/1355
Message: Different keys do not wait for each other.
"""

import threading

LOCK = threading.Lock()

def get_or_create(cache, key, factory):
    with LOCK:
        if key not in cache:
            cache[key] = factory()
        return cache[key]
