"""Target: wait_for_all

Mistake: gives each future the whole timeout
Why: the timeout is for all of them together
Message: The timeout is for all of them together.
"""

from concurrent.futures import CancelledError, TimeoutError


def wait_for_all(fs, timeout):
    done = set()
    for future in fs:
        try:
            future.exception(timeout)
            done.add(future)
        except CancelledError:
            done.add(future)
        except TimeoutError:
            pass
    return done, set(fs) - done
