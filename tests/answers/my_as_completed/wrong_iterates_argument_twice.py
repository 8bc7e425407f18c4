"""Target: my_as_completed

Mistake: uses len(fs) and iterates over fs more than once
Why: fs may be any iterable, e.g. a generator expression of submit() calls
Expected: TypeError: object of type 'generator' has no len()
Source: https://github.com/dask/distributed/pull/732 ;
    https://github.com/dask/distributed/pull/797
Message: has no len()
"""

import queue, time

def my_as_completed(fs, timeout=None):
    total, q = len(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in set(fs):
        f.add_done_callback(q.put)
    for k in range(len(set(fs))):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{total - k} (of {total}) futures unfinished') from None
