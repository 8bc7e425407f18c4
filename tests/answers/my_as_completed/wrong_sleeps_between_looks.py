"""Target: my_as_completed

Mistake: looks every 10 ms
Why: it comes late, and wakes up for nothing
Message: at other times
"""

import time


def my_as_completed(fs, timeout=None):
    pending = list(dict.fromkeys(fs))
    total, end = len(pending), None if timeout is None else time.monotonic() + timeout
    while pending:
        for future in [future for future in pending if future.done()]:
            pending.remove(future)
            yield future
        if pending and end is not None and time.monotonic() >= end:
            raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
        time.sleep(0.01)
