"""Target: wait_for_all

Mistake: one shared deadline, but stops looking when it has passed
Why: a slow first future uses up the budget; later ones count as unfinished without being looked
    at
Expected: 0 done although 3 of 4 had finished
Source: https://github.com/PrefectHQ/prefect/pull/18960
Message: What has finished by then is done, wherever it stands.
"""

import time

def wait_for_all(fs, timeout):
    fs, end = list(fs), time.monotonic() + timeout
    done = set()
    for f in fs:
        left = end - time.monotonic()
        if left <= 0:
            break
        try:
            f.exception(left)
            done.add(f)
        except TimeoutError:
            break
    return done, set(fs) - done
