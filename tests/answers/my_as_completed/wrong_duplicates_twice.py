"""Target: my_as_completed

Mistake: registers a callback per list entry, so a future listed twice comes twice
Why: add_done_callback does not remove duplicates
Expected: [a, b, a, a] yields a three times; "n (of m)" is wrong as well
Source: https://github.com/python/cpython/issues/64496
Message: Each distinct future comes once.
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = list(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in fs:
        f.add_done_callback(q.put)
    for k in range(len(fs)):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished') from None
