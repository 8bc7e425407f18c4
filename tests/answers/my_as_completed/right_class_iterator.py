"""Target: my_as_completed

Approach: not a generator: an iterator class with __next__ and close(); the clock starts at the
    call
"""

import queue, time

class my_as_completed:
    def __init__(self, fs, timeout=None):
        self._end = None if timeout is None else time.monotonic() + timeout
        self._q = queue.SimpleQueue()
        distinct = set(fs)
        self._left = self._total = len(distinct)
        for f in distinct:
            f.add_done_callback(self._q.put)

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        try:
            f = self._q.get(timeout=None if self._end is None else max(0, self._end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{self._left} (of {self._total}) futures unfinished') from None
        self._left -= 1
        return f

    def close(self):
        self._left = 0
