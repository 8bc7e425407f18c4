"""Target: my_as_completed

Mistake: says how many futures there are, not how many are unfinished
Why: the text is part of the promise: "<k> (of <n>) futures unfinished"
Message: 2 (of 4) futures unfinished
"""

import queue
import time


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, finished = set(fs), queue.SimpleQueue()
    for future in fs:
        future.add_done_callback(finished.put)
    for _ in fs:
        try:
            yield finished.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f"{len(fs)} (of {len(fs)}) futures unfinished") from None
