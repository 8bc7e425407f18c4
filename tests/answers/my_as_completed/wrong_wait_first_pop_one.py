"""Target: my_as_completed

Mistake: wait(FIRST_COMPLETED), yields one of `done` and drops the others
Why: `done` can hold several futures; the next round waits only for `not_done`
Expected: futures that finish together are lost (only one of them is yielded)
Source: https://github.com/PrefectHQ/prefect/pull/18960 ;
    https://github.com/psf/requests-html/pull/531
Message: returns another value
"""

import time
from concurrent.futures import wait, FIRST_COMPLETED

def my_as_completed(fs, timeout=None):
    pending = set(fs)
    total, end = len(pending), None if timeout is None else time.monotonic() + timeout
    while pending:
        done, pending = wait(pending, None if end is None else max(0, end - time.monotonic()), FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f'{len(pending)} (of {total}) futures unfinished')
        yield done.pop()
