"""Target: get_or_create

Approach: keys that are being made in a set, under one condition
"""

import threading

_changed, _making = threading.Condition(), set()


def get_or_create(cache, key, factory):
    name = id(cache), key
    with _changed:
        _changed.wait_for(lambda: key in cache or name not in _making)
        if key in cache:
            return cache[key]
        _making.add(name)
    try:
        value = factory()
        with _changed:
            cache[key] = value
            return value
    finally:
        with _changed:
            _making.discard(name)
            _changed.notify_all()
