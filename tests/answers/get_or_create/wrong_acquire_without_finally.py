"""Target: get_or_create

Mistake: acquire() ... release() without try/finally
Why: an exception in the factory skips release(); the next caller waits for ever
Expected: after one failing factory every later call blocks
Source: https://github.com/weaviate/weaviate-python-client/issues/1332 (explicit acquire() left
    unreleased)
Message: Different keys do not wait for each other.
"""

import threading

LOCK = threading.Lock()

def get_or_create(cache, key, factory):
    LOCK.acquire()
    if key not in cache:
        cache[key] = factory()
    LOCK.release()
    return cache[key]
