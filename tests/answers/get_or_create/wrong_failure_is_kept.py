"""Target: get_or_create

Mistake: notes that somebody is at it and never takes the note back after an error
Why: later calls wait for a value that nobody makes
Message: deadlock
"""

import threading

_guard, _making = threading.Lock(), {}


def get_or_create(cache, key, factory):
    with _guard:
        if key in cache:
            return cache[key]
        event = _making.get((id(cache), key))
        mine = event is None
        if mine:
            event = _making[id(cache), key] = threading.Event()
    if mine:
        cache[key] = factory()
        event.set()
    else:
        event.wait()
    return cache[key]
