"""Target: my_as_completed

Mistake: lets queue.Empty escape on timeout
Why: callers catch TimeoutError; the implementation detail leaks out
Expected: queue.Empty with no text instead of TimeoutError("2 (of 4) futures unfinished")
Source: https://github.com/dask/distributed/issues/7751 (as_completed timeouts must look like
    those of concurrent.futures)
Message: got: queue.Empty
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = set(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in fs:
        f.add_done_callback(q.put)
    for _ in fs:
        yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
