"""Target: my_as_completed

Mistake: lock around the list, but event.clear() after the lock is released
Why: a future that finishes between the drain and clear() sets the event, and clear() wipes that
    out; the next wait() never returns
Expected: passes every timing test; hangs under one interleaving (forced in the probe; 15 stress
    rounds with a 1 us switch interval never hit it)
Source: https://github.com/agronholm/pythonfutures/pull/66 (drain and clear stand under one lock
    there); https://github.com/open-education-hub/operating-systems/issues/150 (a notification
    nobody waits for is lost)
Message: main waits for Event.wait
"""

import threading, time

def my_as_completed(fs, timeout=None):
    fs, lock, event, ready = set(fs), threading.Lock(), threading.Event(), []
    end = None if timeout is None else time.monotonic() + timeout
    def cb(f):
        with lock:
            ready.append(f)
        event.set()
    for f in fs:
        f.add_done_callback(cb)
    left = len(fs)
    while left:
        if not event.wait(None if end is None else max(0, end - time.monotonic())):
            raise TimeoutError(f'{left} (of {len(fs)}) futures unfinished')
        with lock:
            batch = ready[:]
            ready.clear()
        event.clear()
        for f in batch:
            left -= 1
            yield f
