"""Target: my_as_completed

Mistake: loops over the pending futures asking done() without ever waiting
Why: right order, but the loop holds the GIL most of the time and burns a core
Expected: 0.5 s of CPU for 0.5 s of waiting
Source: https://github.com/scikit-hep/coffea/issues/97
Message: spins on Future.done
"""

import time

def my_as_completed(fs, timeout=None):
    pending = list(dict.fromkeys(fs))
    total, end = len(pending), None if timeout is None else time.monotonic() + timeout
    while pending:
        for f in pending[:]:
            if f.done():
                pending.remove(f)
                yield f
        if pending and end is not None and time.monotonic() >= end:
            raise TimeoutError(f'{len(pending)} (of {total}) futures unfinished')
