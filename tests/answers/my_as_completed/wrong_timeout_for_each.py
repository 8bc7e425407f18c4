"""Target: my_as_completed

Mistake: gives each future the whole timeout
Why: the timeout is for all of them together
Message: The timeout is for all of them together.
"""

import queue


def my_as_completed(fs, timeout=None):
    fs, finished = set(fs), queue.SimpleQueue()
    for future in fs:
        future.add_done_callback(finished.put)
    for count in range(len(fs)):
        try:
            yield finished.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
