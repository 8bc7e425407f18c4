"""Target: my_as_completed

Approach: a queue of callbacks; keeps every future (and so every result) referenced until the end,
    which costs memory and breaks no promise (the library lets go of them since 3.7, bpo-27144)
Source: https://github.com/agronholm/pythonfutures/issues/77 ;
    https://github.com/python/cpython/pull/1560
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = set(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in fs:
        f.add_done_callback(q.put)
    for k in range(len(fs)):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished') from None
