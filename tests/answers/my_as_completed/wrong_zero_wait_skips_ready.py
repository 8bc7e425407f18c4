"""Target: my_as_completed

Mistake: checks the deadline before looking at what is already finished
Why: with timeout=0 the deadline has passed at once, although a future is ready
Expected: TimeoutError instead of the finished future
Source: https://github.com/python/cpython/issues/73919
Message: With timeout=0 what is finished still comes.
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = set(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in fs:
        f.add_done_callback(q.put)
    for k in range(len(fs)):
        left = None
        if end is not None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished')
        try:
            yield q.get(timeout=left)
        except queue.Empty:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished') from None
