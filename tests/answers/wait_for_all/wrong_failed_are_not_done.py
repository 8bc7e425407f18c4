"""Target: wait_for_all

Mistake: takes a failed job for one that is not done
Why: failed is finished
Message: A job that failed has finished, too.
"""

import time


def wait_for_all(fs, timeout):
    end = time.monotonic() + timeout
    for future in fs:
        try:
            future.result(max(0, end - time.monotonic()))
        except BaseException:
            pass
    done = {future for future in fs if future.done() and not future.cancelled() and not future.exception()}
    return done, set(fs) - done
