"""Target: get_or_create

Approach: one event for each value that is being made; whoever fails wakes the others, who try again
"""

import threading

_guard, _events = threading.Lock(), {}


def get_or_create(cache, key, factory):
    while True:
        with _guard:
            if key in cache:
                return cache[key]
            event = _events.get((id(cache), key))
            if event is None:
                mine = _events[id(cache), key] = threading.Event()
                break
        event.wait()
    try:
        cache[key] = factory()
        return cache[key]
    finally:
        with _guard:
            del _events[id(cache), key]
        mine.set()
