"""Target: my_as_completed

Mistake: counts len(list(fs)) although a future listed twice finishes once
Why: the waiter list holds one entry per distinct future; the last awaited completions never
    come
Expected: hangs when a future is passed twice
Source: https://github.com/python/cpython/issues/64496 (test_dupfuture.py attached there);
    bpo-20367
Message: deadlock at 2 s
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = list(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in set(fs):
        f.add_done_callback(q.put)
    for k in range(len(fs)):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished') from None
