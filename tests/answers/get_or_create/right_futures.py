"""Target: get_or_create

Approach: whoever is first puts a future down; the others wait for it and share its exception
"""

import threading
from concurrent.futures import Future

_guard, _flights = threading.Lock(), {}


def get_or_create(cache, key, factory):
    name = id(cache), key
    with _guard:
        if key in cache:
            return cache[key]
        future = _flights.get(name)
        first = future is None
        if first:
            future = _flights[name] = Future()
    if first:
        try:
            value = factory()
        except BaseException as error:
            with _guard:
                del _flights[name]
            future.set_exception(error)
            raise
        with _guard:
            cache[key] = value
            del _flights[name]
        future.set_result(value)
    return future.result()
