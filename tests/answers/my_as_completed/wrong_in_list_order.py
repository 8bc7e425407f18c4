"""Target: my_as_completed

Mistake: waits for one future after the other
Why: the order of the list is not the order of completion
Message: goes another way
"""

import time


def my_as_completed(fs, timeout=None):
    deadline = None if timeout is None else time.monotonic() + timeout
    fs = list(dict.fromkeys(fs))
    for place, future in enumerate(sorted(fs, key=lambda future: not future.done())):
        try:
            future.exception(None if deadline is None else max(0, deadline - time.monotonic()))
        except TimeoutError:
            raise TimeoutError(f"{len(fs) - place} (of {len(fs)}) futures unfinished") from None
        except BaseException:
            pass
        yield future
