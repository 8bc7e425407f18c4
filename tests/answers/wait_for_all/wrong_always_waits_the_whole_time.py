"""Target: wait_for_all

Mistake: sleeps for the timeout and then looks
Why: when all have finished there is no reason to wait on
Message: at least 3 s, at most 3.05 s
"""

import time


def wait_for_all(fs, timeout):
    time.sleep(timeout)
    done = {future for future in fs if future.done()}
    return done, set(fs) - done
