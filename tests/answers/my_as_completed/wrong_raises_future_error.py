"""Target: my_as_completed

Mistake: calls result() inside the generator "to be sure that it is done"
Why: the exception of one job ends the generator; later futures are never seen
Expected: ValueError comes out of next(), the generator is finished after it
Source: https://github.com/python/asyncio/issues/317 (where errors of single futures should
    surface)
Message: raised ValueError: no
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs, q = set(fs), queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in fs:
        f.add_done_callback(q.put)
    for k in range(len(fs)):
        try:
            f = q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(fs) - k} (of {len(fs)}) futures unfinished') from None
        if not f.cancelled():
            f.result()
        yield f
