"""Target: my_as_completed

Mistake: leaves out what was cancelled
Why: a cancelled future is finished, too; the consumer decides what to do with it
Message: Failed and cancelled futures are yielded, not raised.
"""

import queue
import time


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, finished = set(fs), queue.SimpleQueue()
    for future in fs:
        future.add_done_callback(finished.put)
    for count in range(len(fs)):
        try:
            future = finished.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
        if not future.cancelled():
            yield future
