"""Target: wait_for_all

Mistake: lets CancelledError out
Why: a cancelled future is finished
Message: CancelledError
"""

import time


def wait_for_all(fs, timeout):
    end = time.monotonic() + timeout
    for future in fs:
        try:
            future.exception(max(0, end - time.monotonic()))
        except TimeoutError:
            pass
    done = {future for future in fs if future.done()}
    return done, set(fs) - done
