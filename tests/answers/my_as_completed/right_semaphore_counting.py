"""Target: my_as_completed

Approach: a counting semaphore released once per completion, and a deque
"""

import threading, time
from collections import deque

def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, sem, done = frozenset(fs), threading.Semaphore(0), deque()
    for f in fs:
        f.add_done_callback(lambda f: (done.append(f), sem.release()))
    for k in range(len(fs)):
        ok = sem.acquire() if end is None else sem.acquire(timeout=max(0, end - time.monotonic()))
        if not ok:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished')
        yield done.popleft()
