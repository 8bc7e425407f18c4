"""Target: wait_for_all

Mistake: takes a TimeoutError that the job raised for its own
Why: such a job has finished
Message: A job may fail with a TimeoutError of its own
"""

import time
from concurrent.futures import CancelledError


def wait_for_all(fs, timeout):
    end = time.monotonic() + timeout
    done = set()
    nd = set()
    for f in fs:
        try:
            f.result(max(0, end - time.monotonic()))
            done.add(f)
        except TimeoutError:
            nd.add(f)
        except (Exception, CancelledError):
            done.add(f)
    return done, nd
