"""Target: my_as_completed

Mistake: never clears the event
Why: after the first completion every wait() returns at once
Expected: right order, but the loop spins: about 0.45 s of CPU for 0.45 s of waiting
Source: https://github.com/aio-libs/janus/issues/715 (an Event left set turns join() into a
    spinning loop)
Message: spins on Event.wait
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
        event.wait(None if end is None else max(0, end - time.monotonic()))
        with lock:
            batch, ready[:] = ready[:], []
        for f in batch:
            left -= 1
            yield f
        if left and end is not None and time.monotonic() >= end:
            raise TimeoutError(f'{left} (of {len(fs)}) futures unfinished')
