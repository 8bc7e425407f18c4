"""Target: my_as_completed

Mistake: the callback sets the event and then appends the future
Why: between the two the consumer may wake, find nothing, clear the event and sleep for ever
Message: deadlock
"""

import threading
import time


def my_as_completed(fs, timeout=None):
    fs, event, ready = set(fs), threading.Event(), []
    end = None if timeout is None else time.monotonic() + timeout

    def tell(future):
        event.set()
        ready.append(future)

    for future in fs:
        future.add_done_callback(tell)
    left = len(fs)
    while left:
        if not event.wait(None if end is None else max(0, end - time.monotonic())):
            raise TimeoutError(f"{left} (of {len(fs)}) futures unfinished")
        event.clear()
        while ready:
            left -= 1
            yield ready.pop(0)
